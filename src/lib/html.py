# SPDX-License-Identifier: MIT
# html: escaping, and undoing it for numeric references and the common names.
from __future__ import annotations

__path__ = []  # of html.parser
__all__ = ["escape", "unescape"]

_NAMES = {
    "amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\xa0", "copy": "\xa9", "reg": "\xae",
    "trade": "\u2122", "hellip": "\u2026", "mdash": "\u2014", "ndash": "\u2013", "lsquo": "\u2018", "rsquo": "\u2019",
    "ldquo": "\u201c", "rdquo": "\u201d", "bull": "\u2022", "middot": "\xb7", "euro": "\u20ac", "pound": "\xa3",
    "yen": "\xa5", "cent": "\xa2", "sect": "\xa7", "para": "\xb6", "deg": "\xb0", "plusmn": "\xb1", "times": "\xd7",
    "divide": "\xf7", "laquo": "\xab", "raquo": "\xbb", "szlig": "\xdf", "auml": "\xe4", "ouml": "\xf6",
    "uuml": "\xfc", "Auml": "\xc4", "Ouml": "\xd6", "Uuml": "\xdc", "eacute": "\xe9", "egrave": "\xe8",
    "agrave": "\xe0", "aacute": "\xe1", "ccedil": "\xe7", "ntilde": "\xf1", "larr": "\u2190", "rarr": "\u2192",
    "uarr": "\u2191", "darr": "\u2193", "le": "\u2264", "ge": "\u2265", "ne": "\u2260", "infin": "\u221e",
    "alpha": "\u03b1", "beta": "\u03b2", "pi": "\u03c0", "hearts": "\u2665", "check": "\u2713",
}
# Without a semicolon only the oldest names count.
_BARE = ("amp", "lt", "gt", "quot", "nbsp", "copy", "reg", "cent", "pound", "yen", "sect", "para", "deg", "plusmn",
         "times", "divide", "laquo", "raquo", "szlig", "auml", "ouml", "uuml", "Auml", "Ouml", "Uuml", "eacute",
         "egrave", "agrave", "aacute", "ccedil", "ntilde", "middot")


def escape(s: str, quote: bool = True) -> str:
    """With `&`, `<`, `>` and, unless `quote` is false, both quotes as references."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


def _number(text):
    # The character of a numeric reference, browsers' corrections included.
    code = int(text[1:], 16) if text[:1] in "xX" else int(text)
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "replace") if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(code)
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    if code < 0x20 and code not in (9, 10, 12, 13) or code == 0x7F or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return ""
    return chr(code)


def unescape(s: str) -> str:
    """With references replaced by their characters; what is no reference stays."""
    if "&" not in s:
        return s
    parts = s.split("&")
    out = [parts[0]]
    for part in parts[1:]:
        end = 1 if part.startswith("#") else 0
        digits = "0123456789"
        if end and part[1:2] in ("x", "X"):
            end, digits = 2, "0123456789abcdefABCDEF"
        start = end
        if end:
            while end < len(part) and part[end] in digits:
                end += 1
            if end == start:
                out.append("&" + part)
                continue
            out.append(_number(part[1:end]))
            out.append(part[end + 1:] if part[end:end + 1] == ";" else part[end:])
            continue
        name, semicolon, rest = part.partition(";")
        if semicolon and name in _NAMES:
            out.append(_NAMES[name] + rest)
            continue
        for length in range(min(len(part), 6), 1, -1):
            if part[:length] in _BARE:
                out.append(_NAMES[part[:length]] + part[length:])
                break
        else:
            out.append("&" + part)
    return "".join(out)
