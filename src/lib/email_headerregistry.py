# SPDX-License-Identifier: MIT
# email.headerregistry: headers as texts that know what they say: addresses, dates, parameters.
from email import utils
from email.charset import _base64_word, _quoted_word
from email.header import decoded

__all__ = ["Address", "Group", "HeaderRegistry", "BaseHeader"]


class Address:
    """A name and the address that it goes with."""

    def __init__(self, display_name="", username="", domain="", addr_spec=None):
        text = "".join(filter(None, (display_name, username, domain, addr_spec)))
        if "\r" in text or "\n" in text:
            raise ValueError("invalid arguments; address parts cannot contain CR or LF")
        if addr_spec is not None:
            if username or domain:
                raise TypeError("addrspec specified when username and/or domain also specified")
            username, _, domain = addr_spec.rpartition("@")
            if not username:
                username, domain = addr_spec, ""
        self._display_name, self._username, self._domain = display_name, username, domain

    @property
    def display_name(self):
        return self._display_name

    @property
    def username(self):
        return self._username

    @property
    def domain(self):
        return self._domain

    @property
    def addr_spec(self):
        name = self._username
        if any(c in ' ()<>[]:;@\\,"' for c in name):
            name = f'"{utils.quote(name)}"'
        return f"{name}@{self._domain}" if self._domain else name or "<>"

    def __repr__(self):
        return f"{type(self).__name__}(display_name={self.display_name!r}, username={self.username!r}, domain={self.domain!r})"

    def __str__(self):
        name = self._display_name
        if any(c in '()<>[]:;@\\,."' for c in name):
            name = f'"{utils.quote(name)}"'
        if name:
            return f"{name} <{'' if self.addr_spec == '<>' else self.addr_spec}>"
        return self.addr_spec

    def __eq__(self, other):
        if not isinstance(other, Address):
            return NotImplemented
        return (self.display_name, self.username, self.domain) == (other.display_name, other.username, other.domain)

    __hash__ = None


class Group:
    """A name for several addresses."""

    def __init__(self, display_name=None, addresses=None):
        self._display_name, self._addresses = display_name, tuple(addresses or ())

    @property
    def display_name(self):
        return self._display_name

    @property
    def addresses(self):
        return self._addresses

    def __repr__(self):
        return f"{type(self).__name__}(display_name={self.display_name!r}, addresses={self.addresses!r}"

    def __str__(self):
        if self.display_name is None and len(self.addresses) == 1:
            return str(self.addresses[0])
        return f"{self.display_name}: {', '.join(map(str, self.addresses))};"


class BaseHeader(str):
    """A header's text."""

    defects = ()
    max_count = None

    def __new__(cls, name, text):
        self = super().__new__(cls, text)
        self._name = name
        return self

    @property
    def name(self):
        return self._name

    def fold(self, *, policy):
        return policy.fold(self.name, self)


class UnstructuredHeader(BaseHeader):
    """Any text."""


class AddressHeader(BaseHeader):
    """Addresses."""

    @property
    def addresses(self):
        return tuple(Address(name, addr_spec=address) for name, address in utils.getaddresses([str(self)]) if address)

    @property
    def groups(self):
        return tuple(Group(None, [address]) for address in self.addresses)


class SingleAddressHeader(AddressHeader):
    """One address."""

    @property
    def address(self):
        addresses = self.addresses
        if len(addresses) != 1:
            raise ValueError(f"value of single address header {self.name} is not a single address")
        return addresses[0]


class DateHeader(BaseHeader):
    """A date."""

    @property
    def datetime(self):
        try:
            return utils.parsedate_to_datetime(str(self))
        except ValueError:
            return None


class ParameterHeader(BaseHeader):
    """A value with parameters."""

    @property
    def params(self):
        from types import MappingProxyType

        from email.message import parameters
        return MappingProxyType({name.lower(): utils.collapse_rfc2231_value(value) for name, value in parameters(str(self))[1:]})

    @property
    def _value(self):
        return str(self).partition(";")[0].strip()


class ContentTypeHeader(ParameterHeader):
    """Type and subtype."""

    @property
    def content_type(self):
        value = self._value.lower()
        return value if value.count("/") == 1 else "text/plain"

    @property
    def maintype(self):
        return self.content_type.partition("/")[0]

    @property
    def subtype(self):
        return self.content_type.partition("/")[2]


class ContentDispositionHeader(ParameterHeader):
    """What is to be done with a part."""

    @property
    def content_disposition(self):
        return self._value.lower() or None


class TransferEncodingHeader(ParameterHeader):
    """How a part's bytes are written."""

    @property
    def cte(self):
        return self._value.lower()


_KINDS = {"date": DateHeader, "resent-date": DateHeader, "orig-date": DateHeader, "sender": SingleAddressHeader, "resent-sender": SingleAddressHeader,
          "to": AddressHeader, "resent-to": AddressHeader, "cc": AddressHeader, "resent-cc": AddressHeader, "bcc": AddressHeader,
          "resent-bcc": AddressHeader, "from": AddressHeader, "resent-from": AddressHeader, "reply-to": AddressHeader,
          "content-type": ContentTypeHeader, "content-disposition": ContentDispositionHeader,
          "content-transfer-encoding": TransferEncodingHeader}


def make(name, value):
    """The header of a name: from a text, a datetime, or addresses."""
    kind = _KINDS.get(name.lower(), UnstructuredHeader)
    if issubclass(kind, DateHeader) and hasattr(value, "timetuple"):
        value = utils.format_datetime(value)
    elif issubclass(kind, AddressHeader) and not isinstance(value, str):
        value = ", ".join([str(one) for one in (value if hasattr(value, "__iter__") else [value])])
    elif not isinstance(value, str):
        value = str(value)
    return kind(name, decoded(value))


class HeaderRegistry:
    """Calls make()."""

    def __call__(self, name, value):
        return make(name, value)


def encoded_words(name, value, most):
    """The words of a header with text that is not ASCII, that encoded."""
    if isinstance(value, AddressHeader):
        parts = [utils.formataddr((a.display_name, a.addr_spec)) for a in value.addresses]
        return [word for i, part in enumerate(parts) for word in (part + ("," if i < len(parts) - 1 else "")).split(" ")]
    words, out = str(value).split(" "), []
    while words:
        word = words.pop(0)
        if word.isascii():
            out.append(word)
            continue
        last = max((i for i, w in enumerate(words) if not w.isascii()), default=-1)
        run = 0
        while run <= last and not words[run].isascii():  # words side by side go into one
            run += 1
        text = " ".join([word, *words[:run]])
        del words[:run]
        out += _split(text, most - len(name) - 2)
    return out


def _word(text):
    """The text as an encoded word, readable if that costs little."""
    data = text.encode()
    readable, short = _quoted_word(data), _base64_word(data)
    return f"=?utf-8?q?{readable}?=" if len(readable) - len(short) < 5 else f"=?utf-8?b?{short}?="


def _split(text, most):
    word = _word(text)
    if len(word) <= max(most, 20) or len(text) < 2:
        return [word]
    half = len(text) // 2
    return _split(text[:half], most) + _split(text[half:], most)
