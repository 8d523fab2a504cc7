# SPDX-License-Identifier: MIT
# codecs: the encodings that str.encode and bytes.decode know, by name, with a registry for more.
# Source: CPython's documentation of `codecs`. Files (open, EncodedFile, StreamReader) are the host's and not here.
import sys
from typing import Any, Callable

__all__ = ["BOM", "BOM_BE", "BOM_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_BE", "BOM_UTF16_LE", "BOM_UTF32", "BOM_UTF32_BE", "BOM_UTF32_LE",
           "CodecInfo", "decode", "encode", "getdecoder", "getencoder", "ignore_errors", "iterdecode", "iterencode", "lookup", "lookup_error",
           "register", "register_error", "replace_errors", "strict_errors", "unregister"]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM = BOM_UTF16 = BOM_UTF16_LE if sys.byteorder == "little" else BOM_UTF16_BE
BOM_UTF32 = BOM_UTF32_LE if sys.byteorder == "little" else BOM_UTF32_BE


class CodecInfo(tuple):
    """What lookup() gives: (encode, decode, streamreader, streamwriter), with the name."""

    def __new__(cls, encode: Callable, decode: Callable, streamreader: Any = None, streamwriter: Any = None,
                incrementalencoder: Any = None, incrementaldecoder: Any = None, name: str | None = None) -> "CodecInfo":
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamreader = streamreader
        self.streamwriter = streamwriter
        return self

    def __repr__(self) -> str:
        return f"<codecs.CodecInfo object for encoding {self.name} at {id(self):#x}>"


_searchers: list[Callable[[str], CodecInfo | None]] = []
_known: dict[str, CodecInfo] = {}
# Names of the built-in encodings in the spelling that CodecInfo.name has.
_SPELLINGS = {"utf_8": "utf-8", "utf_8_sig": "utf-8-sig", "ascii": "ascii", "us_ascii": "ascii", "latin_1": "iso8859-1", "iso_8859_1": "iso8859-1",
              "iso8859_1": "iso8859-1", "latin1": "iso8859-1", "utf_16": "utf-16", "utf_16_le": "utf-16-le", "utf_16_be": "utf-16-be",
              "utf_32": "utf-32", "utf_32_le": "utf-32-le", "utf_32_be": "utf-32-be", "utf8": "utf-8", "utf16": "utf-16", "utf32": "utf-32"}


def register(search_function: Callable[[str], CodecInfo | None], /) -> None:
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searchers.append(search_function)


def unregister(search_function: Callable[[str], CodecInfo | None], /) -> None:
    if search_function in _searchers:
        _searchers.remove(search_function)
        _known.clear()


def _builtin(name: str) -> CodecInfo | None:
    try:
        "".encode(name)
    except LookupError:
        return None

    def encode(input: str, errors: str = "strict") -> tuple[bytes, int]:
        return input.encode(name, errors), len(input)

    def decode(input: bytes, errors: str = "strict") -> tuple[str, int]:
        return bytes(input).decode(name, errors), len(input)

    return CodecInfo(encode, decode, name=_SPELLINGS.get(name, name.replace("_", "-")))


def _rot13(input: str, errors: str = "strict") -> tuple[str, int]:
    low, up = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    table = str.maketrans(low + up, low[13:] + low[:13] + up[13:] + up[:13])
    return input.translate(table), len(input)


def _hex_encode(input: bytes, errors: str = "strict") -> tuple[bytes, int]:
    return bytes(input).hex().encode("ascii"), len(input)


def _hex_decode(input: bytes, errors: str = "strict") -> tuple[bytes, int]:
    return bytes.fromhex(bytes(input).decode("ascii")), len(input)


def _base64_encode(input: bytes, errors: str = "strict") -> tuple[bytes, int]:
    import base64
    return base64.encodebytes(input), len(input)


def _base64_decode(input: bytes, errors: str = "strict") -> tuple[bytes, int]:
    import base64
    return base64.decodebytes(input), len(input)


_TRANSFORMS = {"rot_13": (_rot13, _rot13, "rot13"), "rot13": (_rot13, _rot13, "rot13"), "hex": (_hex_encode, _hex_decode, "hex"),
               "hex_codec": (_hex_encode, _hex_decode, "hex"), "base64": (_base64_encode, _base64_decode, "base64"),
               "base64_codec": (_base64_encode, _base64_decode, "base64")}


def lookup(encoding: str, /) -> CodecInfo:
    if "\0" in encoding:
        raise ValueError("embedded null character")
    name = encoding.lower().replace(" ", "_").replace("-", "_")
    if name in _known:
        return _known[name]
    info = None
    if name in _TRANSFORMS:
        encoder, decoder, title = _TRANSFORMS[name]
        info = CodecInfo(encoder, decoder, name=title)
    if info is None:
        info = _builtin(name)
    for search in _searchers:
        if info is not None:
            break
        info = search(name)
        if info is not None and (not isinstance(info, tuple) or len(info) != 4):
            raise TypeError("codec search functions must return 4-tuples")
    if info is None:
        raise LookupError(f"unknown encoding: {encoding}")
    _known[name] = info
    return info


def getencoder(encoding: str) -> Callable:
    return lookup(encoding)[0]


def getdecoder(encoding: str) -> Callable:
    return lookup(encoding)[1]


def encode(obj: Any, encoding: str = "utf-8", errors: str = "strict") -> Any:
    return lookup(encoding)[0](obj, errors)[0]


def decode(obj: Any, encoding: str = "utf-8", errors: str = "strict") -> Any:
    return lookup(encoding)[1](obj, errors)[0]


def iterencode(iterator: Any, encoding: str, errors: str = "strict", **kwargs: Any) -> Any:
    for text in iterator:
        if output := encode(text, encoding, errors):
            yield output


def iterdecode(iterator: Any, encoding: str, errors: str = "strict", **kwargs: Any) -> Any:
    # Whole characters only: what is incomplete waits for more.
    rest = b""
    for chunk in iterator:
        rest += chunk
        try:
            text, rest = decode(rest, encoding, "strict"), b""
        except UnicodeDecodeError as e:
            if e.end < len(rest) or "unexpected end" not in e.reason:
                text, rest = decode(rest, encoding, errors), b""
            else:
                text, rest = decode(rest[:e.start], encoding, errors), rest[e.start:]
        if text:
            yield text
    if rest and (text := decode(rest, encoding, errors)):
        yield text


# ---- error handlers: those of str.encode and bytes.decode, by name
def strict_errors(exception: Exception) -> Any:
    if isinstance(exception, Exception):
        raise exception
    raise TypeError("codec must pass exception instance")


def ignore_errors(exception: Any) -> tuple[str, int]:
    if isinstance(exception, (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)):
        return "", exception.end
    raise TypeError(f"don't know how to handle {type(exception).__name__} in error callback")


def replace_errors(exception: Any) -> tuple[str, int]:
    if isinstance(exception, UnicodeEncodeError):
        return "?" * (exception.end - exception.start), exception.end
    if isinstance(exception, UnicodeDecodeError):
        return "\ufffd", exception.end
    if isinstance(exception, UnicodeTranslateError):
        return "\ufffd" * (exception.end - exception.start), exception.end
    raise TypeError(f"don't know how to handle {type(exception).__name__} in error callback")


_handlers: dict[str, Callable] = {"strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors}


def register_error(errors: str, handler: Callable, /) -> None:
    """Refused: str.encode and bytes.decode know the standard handlers only."""
    raise NotImplementedError("codecs.register_error is not supported: str.encode and bytes.decode know the standard error handlers only")


def lookup_error(errors: str, /) -> Callable:
    if errors in _handlers:
        return _handlers[errors]
    raise LookupError(f"unknown error handler name '{errors}'")
