# SPDX-License-Identifier: MIT
# html: escaping, and undoing it for numeric references and the common names.
from __future__ import annotations

__path__ = []  # of html.parser
__all__ = ["escape", "unescape"]

# Beside those of HTML 4.
_NEWER = {"apos": "'", "check": "\u2713", "star": "\u2606", "starf": "\u2605", "phone": "\u260e", "lbrack": "[", "rbrack": "]", "lbrace": "{",
          "rbrace": "}", "lpar": "(", "rpar": ")", "num": "#", "percnt": "%", "dollar": "$", "comma": ",", "period": ".", "colon": ":",
          "semi": ";", "excl": "!", "quest": "?", "commat": "@", "lowbar": "_", "ast": "*", "plus": "+", "equals": "=", "sol": "/", "bsol": "\\",
          "vert": "|", "grave": "`", "Tab": "\t", "NewLine": "\n", "AMP": "&", "LT": "<", "GT": ">", "QUOT": '"', "COPY": "\xa9", "REG": "\xae",
          "cross": "\u2717", "hyphen": "\u2010", "dash": "\u2010", "horbar": "\u2015", "ThinSpace": "\u2009", "numsp": "\u2007"}
# Without a semicolon only the oldest names count: those of Latin 1 and these.
_BARE = ("amp", "lt", "gt", "quot", "AMP", "LT", "GT", "QUOT", "COPY", "REG")


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


def _replace_charref(match):
    # For re.sub: group 1 is a reference without its "&".
    return unescape("&" + match[1])


def unescape(s: str) -> str:
    """With references replaced by their characters; what is no reference stays."""
    if "&" not in s:
        return s
    from html.entities import entitydefs
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
        known = entitydefs.get(name) or _NEWER.get(name) if semicolon else None
        if known is not None:
            out.append(known + rest)
            continue
        for length in range(min(len(part), 6), 1, -1):
            bare = part[:length]
            known = entitydefs.get(bare) or _NEWER.get(bare)
            if known is not None and (bare in _BARE or "\xa0" <= known <= "\xff"):
                out.append(known + part[length:])
                break
        else:
            out.append("&" + part)
    return "".join(out)
