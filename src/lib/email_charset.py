# SPDX-License-Identifier: MIT
# email.charset: how headers and bodies of a character set are put into ASCII.
import base64

from quopri import _quoted

__all__ = ["Charset", "add_alias", "add_charset", "add_codec"]

QP, BASE64, SHORTEST = 1, 2, 3
UNKNOWN8BIT = "unknown-8bit"
DEFAULT_CHARSET = "us-ascii"
CHARSETS = {"us-ascii": (None, None, None), "utf-8": (SHORTEST, BASE64, "utf-8"), "big5": (BASE64, BASE64, None),
            "gb2312": (BASE64, BASE64, None), "euc-jp": (BASE64, None, "iso-2022-jp"), "shift_jis": (BASE64, None, "iso-2022-jp"),
            "iso-2022-jp": (BASE64, None, None), "koi8-r": (BASE64, BASE64, None), "iso-8859-1": (QP, QP, None), "iso-8859-2": (QP, QP, None),
            "iso-8859-15": (QP, QP, None), "windows-1252": (QP, QP, None)}
ALIASES = {"latin_1": "iso-8859-1", "latin-1": "iso-8859-1", "ascii": "us-ascii", "utf8": "utf-8", "euc_jp": "euc-jp", "euc_kr": "euc-kr"}


def add_charset(charset, header_enc=None, body_enc=None, output_charset=None):
    if body_enc == SHORTEST:
        raise ValueError("SHORTEST not allowed for body_enc")
    CHARSETS[charset] = (header_enc, body_enc, output_charset)


def add_alias(alias, canonical):
    ALIASES[alias] = canonical


def add_codec(charset, codecname):
    """Codecs go by the sets' own names here."""
    "".encode(codecname)


def _base64_word(data):
    return base64.b64encode(data).decode("ascii")


_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-!*+/")


def _quoted_word(data):
    return "".join([chr(b) if b in _SAFE else "_" if b == 32 else f"={b:02X}" for b in data])


class Charset:
    """A character set and its ways."""

    def __init__(self, input_charset=DEFAULT_CHARSET):
        if isinstance(input_charset, bytes):
            input_charset = input_charset.decode("ascii")
        name = input_charset.lower()
        self.input_charset = ALIASES.get(name, name)
        self.header_encoding, self.body_encoding, output = CHARSETS.get(self.input_charset, (SHORTEST, BASE64, None))
        self.output_charset = output or self.input_charset
        self.input_codec, self.output_codec = self.input_charset, self.output_charset

    def __repr__(self):
        return self.input_charset.lower()

    __str__ = __repr__

    def __eq__(self, other):
        return str(self) == str(other).lower()

    __hash__ = None

    def get_output_charset(self):
        return self.output_charset or self.input_charset

    def get_body_encoding(self):
        if self.body_encoding == QP:
            return "quoted-printable"
        if self.body_encoding == BASE64:
            return "base64"
        from email.encoders import encode_7or8bit
        return encode_7or8bit

    def header_encode(self, string):
        """The text as an encoded word."""
        data = string.encode(self.output_codec)
        how = self.header_encoding
        if how is None:
            return string
        if how == SHORTEST:
            how = BASE64 if len(_base64_word(data)) < len(_quoted_word(data)) else QP
        name = self.get_output_charset()
        return f"=?{name}?b?{_base64_word(data)}?=" if how == BASE64 else f"=?{name}?q?{_quoted_word(data)}?="

    def body_encode(self, string):
        """The text of a body in the set's way."""
        if not string:
            return string
        data = string if isinstance(string, bytes) else string.encode(self.output_charset)
        if self.body_encoding == BASE64:
            return base64.encodebytes(data).decode("ascii")
        if self.body_encoding == QP:
            return _quoted(data).decode("ascii")
        return data.decode("ascii", "surrogateescape")
