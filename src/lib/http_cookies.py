# SPDX-License-Identifier: MIT
# http.cookies: the headers that set cookies, and the one that gives them back.
import re

__all__ = ["CookieError", "BaseCookie", "SimpleCookie"]

_LEGAL = "[A-Za-z0-9!#$%&'*+\\-.^_`|~:]"
_NAME = re.compile(_LEGAL + "+")
_PLAIN = re.compile("[A-Za-z0-9!#$%&'*+\\-.^_`|~: ()/<=>?@\\[\\]{}]*")
_PAIR = re.compile(r"""\s*(?P<key>[\w!#%&'~_`><@$(){}+\-*/.^|:?=\[\]]+?)
    (?:\s*=\s*(?P<value>"(?:[^\\"]|\\.)*"|\w{3},\s[\w\d\s-]{9,11}\s[\d:]{8}\sGMT|[\w!#%&'~_`><@,:/$*+\-.^|)(?}{=\[\]]*))?\s*(?:\s+|;|$)""",
                   re.ASCII | re.VERBOSE)


class CookieError(Exception):
    """A name that cannot be one."""


def _quote(text):
    if text is None or _NAME.fullmatch(text):
        return text
    return '"' + "".join([c if _PLAIN.fullmatch(c) else "\\" + c if c in '"\\' else f"\\{ord(c):03o}" for c in text]) + '"'


def _unquote(text):
    if text is None or len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    return re.sub(r"\\(?:([0-3][0-7][0-7])|(.))", lambda m: chr(int(m[1], 8)) if m[1] else m[2], text[1:-1])


def _expires(seconds):
    import time
    from email.utils import formatdate
    return formatdate(time.time() + seconds, usegmt=True)


class Morsel(dict):
    """A cookie: a name, a value, and attributes."""

    _reserved = {"expires": "expires", "path": "Path", "comment": "Comment", "domain": "Domain", "max-age": "Max-Age", "secure": "Secure",
                 "httponly": "HttpOnly", "version": "Version", "samesite": "SameSite", "partitioned": "Partitioned"}
    _flags = {"secure", "httponly", "partitioned"}

    def __init__(self):
        self._key = self._value = self._coded_value = None
        super().__init__(dict.fromkeys(self._reserved, ""))

    key = property(lambda self: self._key)
    value = property(lambda self: self._value)
    coded_value = property(lambda self: self._coded_value)

    def __setitem__(self, name, value):
        if name.lower() not in self._reserved:
            raise CookieError(f"Invalid attribute {name!r}")
        super().__setitem__(name.lower(), value)

    def setdefault(self, key, val=None):
        if key.lower() not in self._reserved:
            raise CookieError(f"Invalid attribute {key!r}")
        return super().setdefault(key.lower(), val)

    def update(self, values):
        for key, value in dict(values).items():
            self[key] = value

    def isReservedKey(self, name):
        return name.lower() in self._reserved

    def set(self, key, val, coded_val):
        if key.lower() in self._reserved:
            raise CookieError(f"Attempt to set a reserved key {key!r}")
        if not _NAME.fullmatch(key):
            raise CookieError(f"Illegal key {key!r}")
        self._key, self._value, self._coded_value = key, val, coded_val

    def __eq__(self, other):
        if not isinstance(other, Morsel):
            return NotImplemented
        return (self._key, self._value, self._coded_value) == (other._key, other._value, other._coded_value) and dict.__eq__(self, other)

    __hash__ = None

    def copy(self):
        other = Morsel()
        dict.update(other, self)
        other._key, other._value, other._coded_value = self._key, self._value, self._coded_value
        return other

    def output(self, attrs=None, header="Set-Cookie:"):
        return f"{header} {self.OutputString(attrs)}"

    __str__ = output

    def __repr__(self):
        return f"<{type(self).__name__}: {self.OutputString()}>"

    def js_output(self, attrs=None):
        text = self.OutputString(attrs).replace('"', '\\"')
        return f"""
        <script type="text/javascript">
        <!-- begin hiding
        document.cookie = \"{text}\";
        // end hiding -->
        </script>
        """

    def OutputString(self, attrs=None):
        parts = [f"{self._key}={self._coded_value}"]
        for name, value in sorted(self.items()):
            if value == "" or name not in (self._reserved if attrs is None else attrs):
                continue
            shown = self._reserved[name]
            if name == "expires" and isinstance(value, int):
                parts.append(f"{shown}={_expires(value)}")
            elif name == "max-age" and isinstance(value, int):
                parts.append(f"{shown}={value}")
            elif name == "comment" and isinstance(value, str):
                parts.append(f"{shown}={_quote(value)}")
            elif name in self._flags:
                if value:
                    parts.append(shown)
            else:
                parts.append(f"{shown}={value}")
        return "; ".join(parts)


class BaseCookie(dict):
    """Cookies by name."""

    def __init__(self, input=None):
        super().__init__()
        if input:
            self.load(input)

    def value_decode(self, val):
        return val, val

    def value_encode(self, val):
        return str(val), str(val)

    def _put(self, key, value, coded):
        morsel = self.get(key, Morsel())
        morsel.set(key, value, coded)
        dict.__setitem__(self, key, morsel)

    def __setitem__(self, key, value):
        if isinstance(value, Morsel):
            dict.__setitem__(self, key, value)
        else:
            self._put(key, *self.value_encode(value))

    def output(self, attrs=None, header="Set-Cookie:", sep="\r\n"):
        return sep.join([morsel.output(attrs, header) for _, morsel in sorted(self.items())])

    __str__ = output

    def __repr__(self):
        return f"<{type(self).__name__}: {' '.join([f'{key}={morsel.value!r}' for key, morsel in sorted(self.items())])}>"

    def js_output(self, attrs=None):
        return "".join([morsel.js_output(attrs) for _, morsel in sorted(self.items())])

    def load(self, rawdata):
        """Cookies of a header, or of a dict."""
        if isinstance(rawdata, str):
            self._read(rawdata)
        else:
            for key, value in rawdata.items():
                self[key] = value

    def _read(self, text):
        found, at, seen = [], 0, False
        while 0 <= at < len(text):
            pair = _PAIR.match(text, at)
            if not pair:
                break
            key, value, at = pair["key"], pair["value"], pair.end()
            name = key.lower()
            if key[0] == "$":
                if seen:
                    found.append((False, key[1:], value))
            elif name in Morsel._reserved:
                if not seen:
                    return
                if value is None:
                    if name not in Morsel._flags:
                        return
                    found.append((False, key, True))
                else:
                    found.append((False, key, _unquote(value)))
            elif value is not None:
                found.append((True, key, self.value_decode(value)))
                seen = True
            else:
                return
        morsel = None
        for is_cookie, key, value in found:
            if is_cookie:
                self._put(key, *value)
                morsel = self[key]
            else:
                morsel[key] = value


class SimpleCookie(BaseCookie):
    """Values are texts, quoted where they must be."""

    def value_decode(self, val):
        return _unquote(val), val

    def value_encode(self, val):
        return str(val), _quote(str(val))
