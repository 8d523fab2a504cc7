# SPDX-License-Identifier: MIT
# urllib.parse: taking URLs apart, putting them together, percent-encoding.
from __future__ import annotations

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs",
           "parse_qsl", "quote", "quote_plus", "quote_from_bytes", "unquote", "unquote_plus", "unquote_to_bytes",
           "ParseResult", "SplitResult", "DefragResult"]

from collections import namedtuple

_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")
_RELATIVE = ("", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp",
             "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss")
_NETLOC = _RELATIVE + ("telnet", "snews", "rsync", "nfs", "git", "git+ssh", "itms-services")
_PARAMS = ("", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip", "sips",
           "mms", "sftp", "tel")


class _Netloc:
    __slots__ = ()

    def _userinfo(self):
        info, found, _ = self.netloc.rpartition("@")
        if not found:
            return None, None
        name, colon, password = info.partition(":")
        return name, password if colon else None

    def _hostinfo(self):
        place = self.netloc.rpartition("@")[2]
        _, bracket, rest = place.partition("[")
        if bracket:
            host, _, port = rest.partition("]")
            port = port.partition(":")[2]
        else:
            host, _, port = place.partition(":")
        return host, port or None

    @property
    def username(self):
        return self._userinfo()[0]

    @property
    def password(self):
        return self._userinfo()[1]

    @property
    def hostname(self):
        host = self._hostinfo()[0]
        if not host:
            return None
        name, percent, zone = host.partition("%")
        return name.lower() + percent + zone

    @property
    def port(self):
        port = self._hostinfo()[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        port = int(port)
        if not 0 <= port <= 65535:
            raise ValueError("Port out of range 0-65535")
        return port


class SplitResult(_Netloc, namedtuple("SplitResult", "scheme netloc path query fragment")):
    __slots__ = ()

    def geturl(self) -> str:
        return urlunsplit(self)


class ParseResult(_Netloc, namedtuple("ParseResult", "scheme netloc path params query fragment")):
    __slots__ = ()

    def geturl(self) -> str:
        return urlunparse(self)


class DefragResult(namedtuple("DefragResult", "url fragment")):
    __slots__ = ()

    def geturl(self) -> str:
        return f"{self.url}#{self.fragment}" if self.fragment else self.url


def urlsplit(url: str, scheme: str = "", allow_fragments: bool = True) -> SplitResult:
    """(scheme, netloc, path, query, fragment)"""
    if isinstance(url, bytes):
        url = url.decode("ascii")
    url = url.lstrip("".join([chr(code) for code in range(33)]))
    for char in "\t\r\n":
        url = url.replace(char, "")
    netloc = query = fragment = ""
    at = url.find(":")
    if at > 0 and url[0].isascii() and url[0].isalpha():
        if all([char.isascii() and (char.isalnum() or char in "+-.") for char in url[:at]]):
            scheme, url = url[:at].lower(), url[at + 1:]
    if url[:2] == "//":
        end = min([found for found in (url.find(mark, 2) for mark in "/?#") if found >= 0], default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


def urlunsplit(components) -> str:
    scheme, netloc, url, query, fragment = components
    if netloc:
        if url and url[:1] != "/":
            url = "/" + url
        url = f"//{netloc}{url}"
    elif url[:2] == "//" or (scheme and scheme in _NETLOC and (not url or url[:1] == "/")):
        url = "//" + url
    if scheme:
        url = f"{scheme}:{url}"
    if query:
        url += "?" + query
    if fragment:
        url += "#" + fragment
    return url


def urlparse(url: str, scheme: str = "", allow_fragments: bool = True) -> ParseResult:
    """(scheme, netloc, path, params, query, fragment)"""
    scheme, netloc, url, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in _PARAMS and ";" in url:
        at = url.find(";", url.rfind("/") + 1)
        if at >= 0:
            url, params = url[:at], url[at + 1:]
    return ParseResult(scheme, netloc, url, params, query, fragment)


def urlunparse(components) -> str:
    scheme, netloc, url, params, query, fragment = components
    if params:
        url = f"{url};{params}"
    return urlunsplit((scheme, netloc, url, query, fragment))


def urldefrag(url: str) -> DefragResult:
    if "#" not in url:
        return DefragResult(url, "")
    scheme, netloc, path, params, query, fragment = urlparse(url)
    return DefragResult(urlunparse((scheme, netloc, path, params, query, "")), fragment)


def urljoin(base: str, url: str, allow_fragments: bool = True) -> str:
    """What the reference means on a page of that address (RFC 3986)."""
    if not base:
        return url
    if not url:
        return base
    bscheme, bnetloc, bpath, bparams, bquery, _ = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in _RELATIVE:
        return url
    if scheme in _NETLOC:
        if netloc:
            return urlunparse((scheme, netloc, path, params, query, fragment))
        netloc = bnetloc
    if not path and not params:
        return urlunparse((scheme, netloc, bpath, bparams, query or bquery, fragment))
    parts = bpath.split("/")
    if parts[-1] != "":
        del parts[-1]
    if path[:1] == "/":
        segments = path.split("/")
    else:
        segments = parts + path.split("/")
        segments[1:-1] = [segment for segment in segments[1:-1] if segment]
    kept = []
    for segment in segments:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return urlunparse((scheme, netloc, "/".join(kept) or "/", params, query, fragment))


def quote_from_bytes(bs: bytes, safe: str | bytes = "/") -> str:
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if isinstance(safe, str):
        safe = safe.encode("ascii", "ignore")
    return "".join([chr(byte) if byte in _SAFE or byte in safe else f"%{byte:02X}" for byte in bs])


def quote(string: str | bytes, safe: str | bytes = "/", encoding: str | None = None, errors: str | None = None) -> str:
    """Percent-encodes everything but letters, digits, `_.-~` and `safe`."""
    if isinstance(string, str):
        return quote_from_bytes(string.encode(encoding or "utf-8", errors or "strict"), safe) if string else string
    if encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    if errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding: str | None = None, errors: str | None = None) -> str:
    """The same with "+" for a space."""
    space = " " if isinstance(safe, str) else b" "
    return quote(string, safe + space, encoding, errors).replace(" ", "+")


def unquote_to_bytes(string: str | bytes) -> bytes:
    if isinstance(string, str):
        string = string.encode("utf-8")
    first, *rest = bytes(string).split(b"%")
    out = [first]
    for piece in rest:
        try:
            out.append(bytes([int(piece[:2], 16)]) if len(piece[:2].strip()) == 2 and piece[:1] not in b"+-" else None)
            if out[-1] is None:
                raise ValueError
            out.append(piece[2:])
        except ValueError:
            if out and out[-1] is None:
                out.pop()
            out.append(b"%" + piece)
    return b"".join(out)


def unquote(string: str | bytes, encoding: str = "utf-8", errors: str = "replace") -> str:
    """Undoes quote(). Text beyond ASCII stays as it is."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding or "utf-8", errors or "replace")
    if "%" not in string:
        return string
    out = []
    at = 0
    while at < len(string):
        end = at
        while end < len(string) and string[end].isascii():
            end += 1
        if end > at:
            out.append(unquote_to_bytes(string[at:end]).decode(encoding or "utf-8", errors or "replace"))
        start = end
        while end < len(string) and not string[end].isascii():
            end += 1
        out.append(string[start:end])
        at = end
    return "".join(out)


def unquote_plus(string: str, encoding: str = "utf-8", errors: str = "replace") -> str:
    return unquote(string.replace("+", " "), encoding, errors)


def parse_qsl(qs: str, keep_blank_values: bool = False, strict_parsing: bool = False, encoding: str = "utf-8",
              errors: str = "replace", max_num_fields: int | None = None, separator: str = "&") -> list:
    """The (name, value) pairs of a query."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if isinstance(qs, bytes):
        qs = qs.decode("ascii")
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, equals, value = field.partition("=")
        if not equals and strict_parsing:
            raise ValueError(f"bad query field: {field!r}")
        if value or keep_blank_values:
            pairs.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
    return pairs


def parse_qs(qs: str, keep_blank_values: bool = False, strict_parsing: bool = False, encoding: str = "utf-8",
             errors: str = "replace", max_num_fields: int | None = None, separator: str = "&") -> dict:
    """The values of each name of a query, as lists."""
    result = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        result.setdefault(name, []).append(value)
    return result


def urlencode(query, doseq: bool = False, safe: str = "", encoding: str | None = None, errors: str | None = None,
              quote_via=quote_plus) -> str:
    """A query from a mapping or from pairs."""
    if hasattr(query, "items"):
        query = query.items()
    elif isinstance(query, (str, bytes)) and query:
        raise TypeError("not a valid non-string sequence or mapping object")

    def text(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    parts = []
    for name, value in query:
        name = text(name)
        if doseq and not isinstance(value, (str, bytes)):
            try:
                values = list(value)
            except TypeError:
                values = [value]
            parts.extend([f"{name}={text(item)}" for item in values])
        else:
            parts.append(f"{name}={text(value)}")
    return "&".join(parts)
