# SPDX-License-Identifier: MIT
# json: text to values and back. The native pair handles exact builtin types with no hooks; this file handles the rest,
# and all errors of reading (the native reader only says that it does not take the text).
#
# Needed from _monty:
#   json_loads(text) -> value, or NotImplemented when the text is not valid JSON or too deep
#   json_dumps(obj, ensure_ascii, indent, item_separator, key_separator, sort_keys, allow_nan) -> str, or NotImplemented
#       when it meets anything but exact builtin types, a key that is not an exact str, nan or infinity with
#       allow_nan false, or deep nesting; `indent` is None or a str
from __future__ import annotations

import sys

import _monty

__path__ = []  # json.decoder and json.encoder can be imported by themselves
__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]

_native_loads = _monty.json_loads
_native_dumps = _monty.json_dumps
_INFINITY = float("inf")


class JSONDecodeError(ValueError):
    """The text is not valid JSON: `msg`, `doc`, `pos`, `lineno`, `colno`."""

    __module__ = "json.decoder"

    def __init__(self, msg: str, doc: str, pos: int):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


# ---------------------------------------------------------------------------------------------------------------------
# Reading

_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_CONSTANTS = {"-Infinity": -_INFINITY, "Infinity": _INFINITY, "NaN": float("nan")}


def _skip(text, at):
    end = len(text)
    while at < end and text[at] in " \t\n\r":
        at += 1
    return at


def _hex4(text, at):
    digits = text[at + 1:at + 5]
    if len(digits) == 4 and len(text) > at + 5:
        for digit in digits:
            if digit not in "0123456789abcdefABCDEF":
                break
        else:
            return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", text, at)


def scanstring(text: str, at: int, strict: bool = True) -> tuple:
    """Reads the string whose opening quote ends before `at`: (value, end)."""
    begin = at - 1
    chunks = []
    length = len(text)
    while True:
        stop = at
        while stop < length:
            char = text[stop]
            if char == '"' or char == "\\" or (strict and char < " "):
                break
            stop += 1
        else:
            raise JSONDecodeError("Unterminated string starting at", text, begin)
        if stop > at:
            chunks.append(text[at:stop])
        if char == '"':
            return "".join(chunks), stop + 1
        if char != "\\":
            raise JSONDecodeError("Invalid control character at", text, stop)
        at = stop + 1
        if at >= length:
            raise JSONDecodeError("Unterminated string starting at", text, begin)
        escape = text[at]
        if escape != "u":
            if escape not in _ESCAPES:
                raise JSONDecodeError("Invalid \\escape", text, at - 1)
            chunks.append(_ESCAPES[escape])
            at += 1
            continue
        code = _hex4(text, at)
        at += 5
        if 0xD800 <= code <= 0xDBFF and text[at:at + 2] == "\\u":
            try:
                low = _hex4(text, at + 1)
            except JSONDecodeError:
                low = 0
            if 0xDC00 <= low <= 0xDFFF:
                code = 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00))
                at += 6
        chunks.append(chr(code))


def _digits(text, at):
    length = len(text)
    while at < length and "0" <= text[at] <= "9":
        at += 1
    return at


class JSONDecoder:
    """Reads JSON; the hooks replace what objects, numbers and constants become."""

    __module__ = "json.decoder"

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict: bool = True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.memo = {}
        self._plain = (object_hook is None and object_pairs_hook is None and strict and parse_constant is None
                       and self.parse_float is float and self.parse_int is int)

    def decode(self, s: str):
        if self._plain:
            value = _native_loads(s)
            if value is not NotImplemented:
                return value
        value, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s: str, idx: int = 0) -> tuple:
        """Reads one value that begins at `idx`: (value, where it ends)."""
        if idx < 0:
            raise ValueError("idx cannot be negative")
        try:
            return self.scan_once(s, idx)
        except StopIteration as stop:
            raise JSONDecodeError("Expecting value", s, stop.value) from None
        finally:
            self.memo.clear()

    def scan_once(self, s, idx):
        char = s[idx:idx + 1]
        if char == '"':
            return scanstring(s, idx + 1, self.strict)
        if char == "{":
            return self._object(s, idx + 1)
        if char == "[":
            return self._array(s, idx + 1)
        if char == "t" and s.startswith("true", idx):
            return True, idx + 4
        if char == "f" and s.startswith("false", idx):
            return False, idx + 5
        if char == "n" and s.startswith("null", idx):
            return None, idx + 4
        if char == "-" or "0" <= char <= "9":
            found = self._number(s, idx)
            if found is not None:
                return found
        for name in _CONSTANTS:
            if s.startswith(name, idx):
                return self.parse_constant(name), idx + len(name)
        raise StopIteration(idx)

    def _number(self, s, idx):
        at = idx + 1 if s[idx] == "-" else idx
        first = s[at:at + 1]
        if first == "0":
            end = at + 1
        elif first and "1" <= first <= "9":
            end = _digits(s, at)
        else:
            return None
        whole = end
        if s[end:end + 1] == ".":
            stop = _digits(s, end + 1)
            if stop > end + 1:
                end = stop
        if s[end:end + 1] in ("e", "E"):
            at = end + 2 if s[end + 1:end + 2] in ("+", "-") else end + 1
            stop = _digits(s, at)
            if stop > at:
                end = stop
        if end == whole:
            return self.parse_int(s[idx:end]), end
        return self.parse_float(s[idx:end]), end

    def _value(self, s, at):
        try:
            return self.scan_once(s, at)
        except StopIteration as stop:
            raise JSONDecodeError("Expecting value", s, stop.value) from None

    def _array(self, s, at):
        values = []
        at = _skip(s, at)
        if s[at:at + 1] == "]":
            return values, at + 1
        while True:
            value, at = self._value(s, at)
            values.append(value)
            at = _skip(s, at)
            char = s[at:at + 1]
            if char == "]":
                return values, at + 1
            if char != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            comma = at
            at = _skip(s, at + 1)
            if s[at:at + 1] == "]":
                raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)

    def _object(self, s, at):
        pairs = []
        memo = self.memo
        at = _skip(s, at)
        if s[at:at + 1] != "}":
            while True:
                if s[at:at + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, at)
                key, at = scanstring(s, at + 1, self.strict)
                key = memo.setdefault(key, key)
                at = _skip(s, at)
                if s[at:at + 1] != ":":
                    raise JSONDecodeError("Expecting ':' delimiter", s, at)
                value, at = self._value(s, _skip(s, at + 1))
                pairs.append((key, value))
                at = _skip(s, at)
                char = s[at:at + 1]
                if char == "}":
                    break
                if char != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", s, at)
                comma = at
                at = _skip(s, at + 1)
                if s[at:at + 1] == "}":
                    raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)
        at += 1
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), at
        value = dict(pairs)
        if self.object_hook is not None:
            value = self.object_hook(value)
        return value, at


def detect_encoding(b: bytes) -> str:
    """The Unicode encoding of JSON bytes, from a byte order mark or from where the zero bytes are."""
    if b.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if b.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if len(b) >= 4:
        if not b[0]:
            return "utf-16-be" if b[1] else "utf-32-be"
        if not b[1]:
            return "utf-16-le" if b[2] or b[3] else "utf-32-le"
    elif len(b) == 2:
        if not b[0]:
            return "utf-16-be"
        if not b[1]:
            return "utf-16-le"
    return "utf-8"


def loads(s: str | bytes | bytearray, *, cls=None, object_hook=None, parse_float=None, parse_int=None,
          parse_constant=None, object_pairs_hook=None, **kw):
    """The value that the JSON text says."""
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = s.decode(detect_encoding(s), "surrogatepass")
    else:
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    if (cls is None and object_hook is None and parse_int is None and parse_float is None and parse_constant is None
            and object_pairs_hook is None and not kw):
        return _default_decoder.decode(s)
    if object_hook is not None:
        kw["object_hook"] = object_hook
    if object_pairs_hook is not None:
        kw["object_pairs_hook"] = object_pairs_hook
    if parse_float is not None:
        kw["parse_float"] = parse_float
    if parse_int is not None:
        kw["parse_int"] = parse_int
    if parse_constant is not None:
        kw["parse_constant"] = parse_constant
    return (JSONDecoder if cls is None else cls)(**kw).decode(s)


def load(fp, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
         object_pairs_hook=None, **kw):
    """The value in the file."""
    return loads(fp.read(), cls=cls, object_hook=object_hook, parse_float=parse_float, parse_int=parse_int,
                 parse_constant=parse_constant, object_pairs_hook=object_pairs_hook, **kw)


# ---------------------------------------------------------------------------------------------------------------------
# Writing

_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def encode_basestring(s: str) -> str:
    """The JSON string, characters beyond ASCII as they are."""
    parts = ['"']
    for char in s:
        if char in _SHORT:
            parts.append(_SHORT[char])
        elif char < " ":
            parts.append(f"\\u{ord(char):04x}")
        else:
            parts.append(char)
    parts.append('"')
    return "".join(parts)


def encode_basestring_ascii(s: str) -> str:
    """The JSON string in ASCII."""
    parts = ['"']
    for char in s:
        if char in _SHORT:
            parts.append(_SHORT[char])
        elif " " <= char <= "~":
            parts.append(char)
        else:
            code = ord(char)
            if code < 0x10000:
                parts.append(f"\\u{code:04x}")
            else:
                code -= 0x10000
                parts.append(f"\\u{0xD800 | code >> 10:04x}\\u{0xDC00 | code & 0x3FF:04x}")
    parts.append('"')
    return "".join(parts)



class JSONEncoder:
    """Writes JSON; override default() for more types."""

    __module__ = "json.encoder"
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys: bool = False, ensure_ascii: bool = True, check_circular: bool = True,
                 allow_nan: bool = True, sort_keys: bool = False, indent: int | str | None = None, separators=None,
                 default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def _indent_text(self):
        indent = self.indent
        return indent if indent is None or isinstance(indent, str) else " " * indent

    def encode(self, o) -> str:
        text = _native_dumps(o, self.ensure_ascii, self._indent_text(), self.item_separator, self.key_separator,
                             self.sort_keys, self.allow_nan)
        if text is not NotImplemented:
            return text
        if isinstance(o, str):
            return encode_basestring_ascii(o) if self.ensure_ascii else encode_basestring(o)
        return "".join(self.iterencode(o))

    def iterencode(self, o, _one_shot: bool = False):
        return iter(_Writer(self).run(o))


class _Writer:
    # One pass over one value; the text grows in `parts`.
    def __init__(self, encoder):
        self.encoder = encoder
        self.parts = []
        self.active = {} if encoder.check_circular else None
        self.string = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring
        self.indent = encoder._indent_text()

    def run(self, value):
        self.write(value, 0)
        return self.parts

    def number(self, value):
        if value != value:
            text = "NaN"
        elif value == _INFINITY:
            text = "Infinity"
        elif value == -_INFINITY:
            text = "-Infinity"
        else:
            return float.__repr__(value)
        if not self.encoder.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: " + repr(value))
        return text

    def scalar(self, value):
        if isinstance(value, str):
            return self.string(value)
        if value is None:
            return "null"
        if value is True:
            return "true"
        if value is False:
            return "false"
        if isinstance(value, int):
            return int.__repr__(value)
        if isinstance(value, float):
            return self.number(value)
        return None

    def write(self, value, depth):
        text = self.scalar(value)
        if text is not None:
            self.parts.append(text)
            return
        active = self.active
        if active is not None:
            key = id(value)
            if key in active:
                raise ValueError("Circular reference detected")
            active[key] = value
        if isinstance(value, (list, tuple)):
            self.array(value, depth)
        elif isinstance(value, dict):
            self.object(value, depth)
        else:
            self.write(self.encoder.default(value), depth)
        if active is not None:
            del active[key]

    def array(self, values, depth):
        parts = self.parts
        if not values:
            parts.append("[]")
            return
        separator = self.encoder.item_separator
        opening = "["
        if self.indent is not None:
            line = "\n" + self.indent * (depth + 1)
            opening += line
            separator += line
        for value in values:
            parts.append(opening)
            opening = separator
            self.write(value, depth + 1)
        if self.indent is not None:
            parts.append("\n" + self.indent * depth)
        parts.append("]")

    def object(self, mapping, depth):
        parts = self.parts
        if not mapping:
            parts.append("{}")
            return
        encoder = self.encoder
        separator = encoder.item_separator
        parts.append("{")
        opening = ""
        if self.indent is not None:
            opening = line = "\n" + self.indent * (depth + 1)
            separator += line
        any_written = False
        for key, value in sorted(mapping.items()) if encoder.sort_keys else mapping.items():
            if not isinstance(key, str):
                if not (key is None or isinstance(key, (int, float))):
                    if encoder.skipkeys:
                        continue
                    raise TypeError("keys must be str, int, float, bool or None, "
                                    f"not {key.__class__.__name__}")
                key = self.scalar(key)
            parts.append(opening)
            opening = separator
            any_written = True
            parts.append(self.string(key))
            parts.append(encoder.key_separator)
            self.write(value, depth + 1)
        if any_written and self.indent is not None:
            parts.append("\n" + self.indent * depth)
        parts.append("}")


def dumps(obj, *, skipkeys: bool = False, ensure_ascii: bool = True, check_circular: bool = True,
          allow_nan: bool = True, cls=None, indent: int | str | None = None, separators=None, default=None,
          sort_keys: bool = False, **kw) -> str:
    """The JSON text of the value."""
    if (not skipkeys and ensure_ascii and check_circular and allow_nan and cls is None and indent is None
            and separators is None and default is None and not sort_keys and not kw):
        return _default_encoder.encode(obj)
    return (JSONEncoder if cls is None else cls)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan, indent=indent,
        separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, *, skipkeys: bool = False, ensure_ascii: bool = True, check_circular: bool = True,
         allow_nan: bool = True, cls=None, indent: int | str | None = None, separators=None, default=None,
         sort_keys: bool = False, **kw) -> None:
    """Writes the JSON text of the value to the file."""
    encoder = (JSONEncoder if cls is None else cls)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan, indent=indent,
        separators=separators, default=default, sort_keys=sort_keys, **kw)
    for chunk in encoder.iterencode(obj):
        fp.write(chunk)


_default_decoder = JSONDecoder()
_default_encoder = JSONEncoder()
decoder = encoder = scanner = sys.modules[__name__]
