# SPDX-License-Identifier: MIT
# email.message: a message is headers and a payload: a text, or a list of messages.
import binascii
import re

from email import utils

__all__ = ["Message", "EmailMessage", "MIMEPart"]


def _policy(name):
    from email import policy
    return getattr(policy, name)


def parameters(value):
    """[(name, value)] of what stands between semicolons, the first with the value itself as its name."""
    parts, part, quoted = [], [], False
    i = 0
    while i < len(value):
        c = value[i]
        if c == '"':
            quoted = not quoted
        elif c == "\\" and quoted and i + 1 < len(value):
            part.append(c)
            i += 1
            c = value[i]
        elif c == ";" and not quoted:
            parts.append("".join(part))
            part = []
            i += 1
            continue
        part.append(c)
        i += 1
    parts.append("".join(part))
    found = []
    for part in parts:
        name, equals, text = part.partition("=")
        name = name.strip()
        if name or equals:
            found.append((name if not found else name.lower(), text.strip()))
    return utils.decode_params(found) if found else []


def _formatted(name, value, quoted=True):
    if value is None or value == "":
        return name
    if isinstance(value, tuple):
        return f"{name}*={utils.encode_rfc2231(value[2], value[0], value[1])}"
    if not value.isascii():
        return f"{name}*={utils.encode_rfc2231(value, 'utf-8', '')}"
    if quoted or re.search(r'[ \(\)<>@,;:\\"/\[\]\?=]', value):
        return f'{name}="{utils.quote(value)}"'
    return f"{name}={value}"


def _unescaped(text):
    return text.encode("ascii", "surrogateescape")


class Message:
    """A message."""

    def __init__(self, policy=None):
        self.policy = _policy("compat32") if policy is None else policy
        self._headers = []
        self._unixfrom = self._payload = self._charset = self.preamble = self.epilogue = None
        self.defects = []
        self._default_type = "text/plain"

    def as_string(self, unixfrom=False, maxheaderlen=0, policy=None):
        """The message as a text."""
        from email.generator import Generator
        from io import StringIO
        out = StringIO()
        Generator(out, False, maxheaderlen, policy=self.policy if policy is None else policy).flatten(self, unixfrom)
        return out.getvalue()

    def __str__(self):
        return self.as_string()

    def as_bytes(self, unixfrom=False, policy=None):
        from email.generator import BytesGenerator
        from io import BytesIO
        out = BytesIO()
        BytesGenerator(out, False, policy=self.policy if policy is None else policy).flatten(self, unixfrom)
        return out.getvalue()

    def __bytes__(self):
        return self.as_bytes()

    def is_multipart(self):
        return isinstance(self._payload, list)

    def set_unixfrom(self, unixfrom):
        self._unixfrom = unixfrom

    def get_unixfrom(self):
        return self._unixfrom

    # ---- payload
    def attach(self, payload):
        if self._payload is None:
            self._payload = [payload]
        elif isinstance(self._payload, list):
            self._payload.append(payload)
        else:
            raise TypeError("Attach is not valid on a message with a non-multipart payload")

    def get_payload(self, i=None, decode=False):
        """The payload, part `i` of it, or with `decode` its bytes without their transfer encoding."""
        if self.is_multipart():
            if decode:
                return None
            return self._payload if i is None else self._payload[i]
        if i is not None and not isinstance(self._payload, list):
            raise TypeError(f"Expected list, got {type(self._payload)}")
        payload = self._payload
        if not decode:
            if isinstance(payload, str) and not payload.isascii() and any("\udc80" <= c <= "\udcff" for c in payload):
                try:
                    return _unescaped(payload).decode(self.get_content_charset("ascii"), "replace")
                except LookupError:
                    return _unescaped(payload).decode("ascii", "replace")
            return payload
        if not isinstance(payload, str):
            return payload
        cte = str(self.get("content-transfer-encoding", "")).lower()
        try:
            data = _unescaped(payload)
        except UnicodeEncodeError:
            try:
                data = payload.encode("raw-unicode-escape")
            except UnicodeError:
                data = payload.encode("utf-8", "replace")
        if cte == "quoted-printable":
            import quopri
            return quopri.decodestring(data)
        if cte == "base64":
            from email.errors import InvalidBase64CharactersDefect, InvalidBase64PaddingDefect
            clean = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
            if re.search(rb"[^A-Za-z0-9+/=\s]", data):
                self.policy.handle_defect(self, InvalidBase64CharactersDefect())
            if len(clean) % 4 == 1:
                self.policy.handle_defect(self, InvalidBase64PaddingDefect())
                clean = clean[:-1]
            return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
        return data

    def set_payload(self, payload, charset=None):
        if hasattr(payload, "encode"):
            from email.charset import Charset
            if isinstance(charset, Charset):
                charset_ = charset.output_charset
            else:
                charset_ = charset or "ascii"
            try:
                self._payload = payload.encode(charset_, "surrogateescape").decode("ascii", "surrogateescape")
            except UnicodeEncodeError:
                if charset is not None:
                    raise
                self._payload = payload
        else:
            self._payload = payload
        if charset is not None:
            self.set_charset(charset)

    def set_charset(self, charset):
        """The character set of the payload; None takes it away."""
        if charset is None:
            self.del_param("charset")
            self._charset = None
            return
        from email.charset import Charset
        if not isinstance(charset, Charset):
            charset = Charset(charset)
        self._charset = charset
        if "MIME-Version" not in self:
            self.add_header("MIME-Version", "1.0")
        if "Content-Type" not in self:
            self.add_header("Content-Type", "text/plain", charset=charset.get_output_charset())
        else:
            self.set_param("charset", charset.get_output_charset())
        if charset != charset.get_output_charset() and isinstance(self._payload, str):
            self._payload = charset.body_encode(_unescaped(self._payload).decode(str(charset)))
        if "Content-Transfer-Encoding" not in self:
            cte = charset.get_body_encoding()
            if callable(cte):
                cte(self)
            else:
                if isinstance(self._payload, str):
                    self._payload = charset.body_encode(_unescaped(self._payload))
                self.add_header("Content-Transfer-Encoding", cte)

    def get_charset(self):
        return self._charset

    # ---- headers
    def __len__(self):
        return len(self._headers)

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, val):
        most = self.policy.header_max_count(name)
        if most and sum(k.lower() == name.lower() for k, _ in self._headers) >= most:
            raise ValueError(f"There may be at most {most} {name} headers in a message")
        self._headers.append(self.policy.header_store_parse(name, val))

    def __delitem__(self, name):
        name = name.lower()
        self._headers = [pair for pair in self._headers if pair[0].lower() != name]

    def __contains__(self, name):
        name = name.lower()
        return any(k.lower() == name for k, _ in self._headers)

    def __iter__(self):
        for name, _ in self._headers:
            yield name

    def keys(self):
        return [name for name, _ in self._headers]

    def values(self):
        return [self.policy.header_fetch_parse(*pair) for pair in self._headers]

    def items(self):
        return [(pair[0], self.policy.header_fetch_parse(*pair)) for pair in self._headers]

    def get(self, name, failobj=None):
        name = name.lower()
        for pair in self._headers:
            if pair[0].lower() == name:
                return self.policy.header_fetch_parse(*pair)
        return failobj

    def set_raw(self, name, value):
        self._headers.append((name, value))

    def raw_items(self):
        return iter(list(self._headers))

    def get_all(self, name, failobj=None):
        name = name.lower()
        return [self.policy.header_fetch_parse(*pair) for pair in self._headers if pair[0].lower() == name] or failobj

    def add_header(self, _name, _value, **_params):
        """A header with parameters; None stands for one without a value."""
        parts = [] if _value is None else [_value]
        for name, value in _params.items():
            name = name.replace("_", "-")
            parts.append(name if value is None else _formatted(name, value))
        self[_name] = "; ".join(parts)

    def replace_header(self, _name, _value):
        for i, (name, _) in enumerate(self._headers):
            if name.lower() == _name.lower():
                self._headers[i] = self.policy.header_store_parse(name, _value)
                return
        raise KeyError(_name)

    # ---- type and parameters
    def get_content_type(self):
        value = self.get("content-type")
        if value is None:
            return self.get_default_type()
        found = str(value).partition(";")[0].strip().lower()
        return found if found.count("/") == 1 else "text/plain"

    def get_content_maintype(self):
        return self.get_content_type().partition("/")[0]

    def get_content_subtype(self):
        return self.get_content_type().partition("/")[2]

    def get_default_type(self):
        return self._default_type

    def set_default_type(self, ctype):
        self._default_type = ctype

    def get_params(self, failobj=None, header="content-type", unquote=True):
        value = self.get(header)
        if value is None:
            return failobj
        found = parameters(str(value))
        if not unquote:
            return found
        return [(name, _unquoted(text)) for name, text in found]

    def get_param(self, param, failobj=None, header="content-type", unquote=True):
        for name, value in self.get_params([], header, unquote):
            if name.lower() == param.lower():
                return value
        return failobj

    def set_param(self, param, value, header="Content-Type", requote=True, charset=None, language="", replace=False):
        if not isinstance(value, tuple) and charset:
            value = charset, language, value
        if header not in self and header.lower() == "content-type":
            text = "text/plain"
        else:
            text = str(self.get(header))
        if self.get_param(param, header=header) is None:
            text = f"{text}; {_formatted(param, value, requote)}" if text else _formatted(param, value, requote)
        else:
            parts = []
            for name, old in self.get_params(header=header, unquote=requote):
                parts.append(_formatted(param, value, requote) if name.lower() == param.lower() else _formatted(name, old, requote))
            text = "; ".join(parts)
        if text != self.get(header):
            if replace:
                self.replace_header(header, text)
            else:
                del self[header]
                self[header] = text

    def del_param(self, param, header="content-type", requote=True):
        if header not in self:
            return
        text = "; ".join([_formatted(name, value, requote) for name, value in self.get_params(header=header, unquote=requote)
                          if name.lower() != param.lower()])
        if text != self.get(header):
            del self[header]
            self[header] = text

    def set_type(self, type, header="Content-Type", requote=True):
        if type.count("/") != 1:
            raise ValueError
        if header.lower() == "content-type":
            del self["mime-version"]
            self["MIME-Version"] = "1.0"
        if header not in self:
            self[header] = type
            return
        params = self.get_params(header=header, unquote=requote)
        del self[header]
        self[header] = type
        for name, value in params[1:]:
            self.set_param(name, value, header, requote)

    def get_filename(self, failobj=None):
        name = self.get_param("filename", None, "content-disposition")
        if name is None:
            name = self.get_param("name", None, "content-type")
        return failobj if name is None else utils.collapse_rfc2231_value(name).strip()

    def get_boundary(self, failobj=None):
        boundary = self.get_param("boundary")
        return failobj if boundary is None else utils.collapse_rfc2231_value(boundary).rstrip()

    def set_boundary(self, boundary):
        from email.errors import HeaderParseError
        if "content-type" not in self:
            raise HeaderParseError("No Content-Type header found")
        self.set_param("boundary", boundary, replace=True)

    def get_content_charset(self, failobj=None):
        charset = self.get_param("charset")
        if charset is None:
            return failobj
        if isinstance(charset, tuple):
            charset = charset[2]
        return charset.lower() if charset.isascii() else failobj

    def get_charsets(self, failobj=None):
        return [part.get_content_charset(failobj) for part in self.walk()]

    def get_content_disposition(self):
        value = self.get("content-disposition")
        return None if value is None else str(value).partition(";")[0].strip().lower()

    def walk(self):
        """The message and all in it, outer ones first."""
        yield self
        if self.is_multipart():
            for part in self._payload:
                yield from part.walk()


def _unquoted(value):
    if isinstance(value, tuple):
        return value[0], value[1], utils.unquote(value[2])
    return utils.unquote(value)


class MIMEPart(Message):
    """A message whose content is a value: text, bytes, a message."""

    def __init__(self, policy=None):
        super().__init__(_policy("default") if policy is None else policy)

    def as_string(self, unixfrom=False, maxheaderlen=None, policy=None):
        policy = self.policy if policy is None else policy
        return super().as_string(unixfrom, policy.max_line_length if maxheaderlen is None else maxheaderlen, policy)

    def __str__(self):
        return self.as_string(policy=self.policy.clone(utf8=True))

    def is_attachment(self):
        return self.get_content_disposition() == "attachment"

    def _bodies(self, preference):
        # (how well liked, part) of what could be the body.
        if self.is_attachment():
            return
        main, sub = self.get_content_type().split("/")
        if main == "text":
            if sub in preference:
                yield preference.index(sub), self
        elif main == "multipart" and self.is_multipart():
            if sub != "related":
                for part in self.iter_parts():
                    yield from part._bodies(preference)
                return
            if "related" in preference:
                yield preference.index("related"), self
            start = self.get_param("start")
            candidates = [part for part in self.iter_parts() if part["content-id"] == start] if start else []
            for part in candidates or self._payload[:1]:
                yield from part._bodies(preference)

    def get_body(self, preferencelist=("related", "html", "plain")):
        """The part that is the body, the best of those there are."""
        best, found = len(preferencelist), None
        for rank, part in self._bodies(preferencelist):
            if rank < best:
                best, found = rank, part
                if rank == 0:
                    break
        return found

    def iter_parts(self):
        if self.is_multipart():
            yield from self._payload

    def iter_attachments(self):
        """The parts that are not the body."""
        main, sub = self.get_content_type().split("/")
        if main != "multipart" or sub == "alternative" or not self.is_multipart():
            return
        parts = list(self._payload)
        if sub == "related":
            start = self.get_param("start")
            root = next((p for p in parts if start and p["content-id"] == start), parts[0] if parts else None)
            yield from [p for p in parts if p is not root]
            return
        seen = set()
        for part in parts:
            kind = part.get_content_type()
            if kind in ("text/plain", "text/html", "multipart/related", "multipart/alternative") and not part.is_attachment() and kind not in seen:
                seen.add(kind)
                continue
            yield part

    def get_content(self, *args, errors="replace", **kw):
        """The content as a value."""
        main = self.get_content_maintype()
        if main == "text":
            data = self.get_payload(decode=True)
            return data.decode(self.get_param("charset", "ASCII"), errors)
        if main == "message":
            if self.get_content_subtype() == "rfc822":
                return self.get_payload(0)
            return bytes(self.get_payload(0))
        if main == "multipart":
            raise KeyError(self.get_content_type())
        return self.get_payload(decode=True)

    def set_content(self, content, *args, **kw):
        """Makes the message one of this content."""
        from email.contentmanager import set_content
        set_content(self, content, *args, **kw)

    def _make_multipart(self, subtype, disallowed, boundary):
        if self.get_content_maintype() == "multipart":
            old = self.get_content_subtype()
            if old in disallowed + (subtype,):
                raise ValueError(f"Cannot convert {old} to {subtype}")
        keep = [pair for pair in self._headers if not pair[0].lower().startswith("content-")]
        part_headers = [pair for pair in self._headers if pair[0].lower().startswith("content-")]
        if part_headers:
            part = type(self)(policy=self.policy)
            part._headers, part._payload = part_headers, self._payload
            self._payload = [part]
        else:
            self._payload = []
        self._headers = keep
        self["Content-Type"] = "multipart/" + subtype
        if boundary is not None:
            self.set_param("boundary", boundary)

    def make_related(self, boundary=None):
        self._make_multipart("related", ("alternative", "mixed"), boundary)

    def make_alternative(self, boundary=None):
        self._make_multipart("alternative", ("mixed",), boundary)

    def make_mixed(self, boundary=None):
        self._make_multipart("mixed", (), boundary)

    def _add(self, subtype, disposition, args, kw):
        if self.get_content_maintype() != "multipart" or self.get_content_subtype() != subtype:
            getattr(self, "make_" + subtype)()
        part = type(self)(policy=self.policy)
        part.set_content(*args, **kw)
        if disposition and "content-disposition" not in part:
            part["Content-Disposition"] = disposition
        self.attach(part)

    def add_related(self, *args, **kw):
        self._add("related", "inline", args, kw)

    def add_alternative(self, *args, **kw):
        self._add("alternative", None, args, kw)

    def add_attachment(self, *args, **kw):
        self._add("mixed", "attachment", args, kw)

    def clear(self):
        self._headers, self._payload = [], None

    def clear_content(self):
        self._headers = [pair for pair in self._headers if not pair[0].lower().startswith("content-")]
        self._payload = None


class EmailMessage(MIMEPart):
    """A whole message."""

    def set_content(self, *args, **kw):
        super().set_content(*args, **kw)
        if "MIME-Version" not in self:
            self["MIME-Version"] = "1.0"
