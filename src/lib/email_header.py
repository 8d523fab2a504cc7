# SPDX-License-Identifier: MIT
# email.header: headers with text that is not ASCII (RFC 2047).
import base64
import re

from email.charset import Charset
from email.errors import HeaderParseError

__all__ = ["Header", "decode_header", "make_header"]

_WORD = re.compile(r"=\?([^?]*?)\?([qQbB])\?(.*?)\?=")
USASCII, UTF8 = Charset("us-ascii"), Charset("utf-8")


def decode_header(header):
    """[(text or bytes, charset)] of the parts of a header."""
    if hasattr(header, "_chunks"):
        return [(text.encode(str(charset), "surrogateescape") if str(charset) != "us-ascii" else text.encode("ascii", "surrogateescape"),
                 str(charset)) for text, charset in header._chunks]
    header = str(header)
    if not _WORD.search(header):
        return [(header, None)]
    words = []
    for line in header.splitlines():
        at, first = 0, True
        for found in _WORD.finditer(line):
            between = line[at:found.start()]
            if first:
                between = between.lstrip()
                first = False
            if between:
                words.append((between, None, None))
            words.append((found[3], found[2].lower(), found[1].lower()))
            at = found.end()
        rest = line[at:]
        if rest:
            words.append((rest.lstrip() if first else rest, None, None))
    words = [w for i, w in enumerate(words) if not (w[1] is None and w[0].isspace() and 0 < i < len(words) - 1 and words[i - 1][1] and words[i + 1][1])]
    parts = []
    for text, how, charset in words:
        if how is None:
            data = text.encode("raw-unicode-escape")
        elif how == "q":
            data = re.sub(rb"=([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), text.replace("_", " ").encode("latin-1", "replace"))
        else:
            try:
                data = base64.b64decode(text + "=" * (-len(text) % 4))
            except ValueError:
                raise HeaderParseError("Base64 decoding error") from None
        if parts and parts[-1][1] == charset:
            parts[-1] = (parts[-1][0] + (b" " if charset is None else b"") + data, charset)
        else:
            parts.append((data, charset))
    return parts


def make_header(decoded_seq, maxlinelen=None, header_name=None, continuation_ws=" "):
    """The header of the parts that decode_header() gave."""
    header = Header(maxlinelen=maxlinelen, header_name=header_name, continuation_ws=continuation_ws)
    for text, charset in decoded_seq:
        header.append(text, charset)
    return header


def decoded(text):
    """The text with its encoded words read."""
    if "=?" not in text:
        return text
    out = []
    for part, charset in decode_header(text):
        if isinstance(part, str):
            out.append(part)
            continue
        try:
            out.append(part.decode(charset or "ascii", "replace"))
        except LookupError:
            out.append(part.decode("ascii", "replace"))
    return "".join(out)


class Header:
    """A header of parts in several character sets."""

    def __init__(self, s=None, charset=None, maxlinelen=None, header_name=None, continuation_ws=" ", errors="strict"):
        self._charset = charset if isinstance(charset, Charset) else USASCII if charset is None else Charset(charset)
        self._chunks = []
        self._space = continuation_ws
        self._most = 76 if maxlinelen is None else maxlinelen
        self._name = len(header_name) + 2 if header_name else 0
        if s is not None:
            self.append(s, charset, errors)

    def append(self, s, charset=None, errors="strict"):
        charset = self._charset if charset is None else charset if isinstance(charset, Charset) else Charset(charset)
        if isinstance(s, bytes):
            s = s.decode(charset.input_codec or "us-ascii", errors)
        elif charset == USASCII and not s.isascii():
            charset = UTF8
        else:
            s.encode(charset.output_codec, "surrogateescape" if charset == USASCII else errors)
        self._chunks.append((s, charset))

    def __str__(self):
        out, last = [], None
        for text, charset in self._chunks:
            plain = charset == USASCII
            if out and last is not None and last != plain and out[-1][-1:] not in (" ", "\t", "") and text[:1] not in (" ", "\t"):
                out.append(" ")
            elif out and last and plain and out[-1][-1:] not in (" ", "\t", ""):
                out.append(" ")
            out.append(text)
            last = plain
        return "".join(out)

    def __eq__(self, other):
        return other == str(self)

    def encode(self, splitchars=";, \t", maxlinelen=None, linesep="\n"):
        """As it is written, lines no longer than is wanted where that is possible."""
        most = self._most if maxlinelen is None else maxlinelen or 1000000
        words = []
        for text, charset in self._chunks:
            if charset.header_encoding is None or charset == USASCII:
                words += [(word, True) for word in text.split(" ")] if "\n" not in text else [(text, True)]
            else:
                words += [(word, False) for word in _encoded_words(text, charset, most - self._name)]
        lines, row, used = [], "", self._name
        for word, _ in words:
            space = self._space if row else ""
            if row and used + len(row) + len(space) + len(word) > most:
                lines.append(row)
                row, used = self._space + word, 0
            else:
                row += space + word
        return linesep.join(lines + [row])


def _encoded_words(text, charset, most):
    # As many words as are needed for none to be too long.
    word = charset.header_encode(text)
    if len(word) <= max(most, 20) or len(text) < 2:
        return [word]
    half = len(text) // 2
    return _encoded_words(text[:half], charset, most) + _encoded_words(text[half:], charset, most)
