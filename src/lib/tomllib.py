# SPDX-License-Identifier: MIT
# tomllib: reading TOML 1.0.
from __future__ import annotations

import re

__all__ = ("loads", "load", "TOMLDecodeError")

_BARE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_CONTROL = frozenset([chr(code) for code in range(32)] + ["\x7f"]) - {"\t"}


class TOMLDecodeError(ValueError):
    """What is wrong with a document, and where."""

    def __init__(self, msg="", doc="", pos=None, *args):
        if not isinstance(msg, str) or not isinstance(doc, str) or not isinstance(pos, int):
            ValueError.__init__(self, msg, *([doc] if doc != "" or pos is not None else []), *([] if pos is None else [pos]), *args)
            return
        line = doc.count("\n", 0, pos) + 1
        column = pos + 1 if line == 1 else pos - doc.rindex("\n", 0, pos)
        where = "end of document" if pos >= len(doc) else f"line {line}, column {column}"
        ValueError.__init__(self, f"{msg} (at {where})", *args)
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno, self.colno = line, column


def load(fp, /, *, parse_float=float):
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    try:
        text = s.replace("\r\n", "\n")
    except (AttributeError, TypeError):
        raise TypeError(f"Expected str object, not '{type(s).__qualname__}'") from None
    return _Reader(text, _checked_float(parse_float)).read()


def _checked_float(parse_float):
    if parse_float is float:
        return float

    def checked(text):
        value = parse_float(text)
        if isinstance(value, (dict, list)):
            raise ValueError("parse_float must not return dicts or lists")
        return value
    return checked


class _Table:
    # A table with what may still be done to it: `closed` to keys of any kind (inline), `headed` by a [table] line,
    # `dotted` into being by the keys of one table.
    __slots__ = ("values", "inner", "closed", "headed", "dotted", "last")

    def __init__(self):
        self.values = {}
        self.inner = {}
        self.closed = self.headed = False
        self.dotted = None


class _Reader:
    def __init__(self, text, parse_float):
        self.text = text
        self.size = len(text)
        self.at = 0
        self.parse_float = parse_float
        self.header = ()

    def wrong(self, message, at=None):
        return TOMLDecodeError(message, self.text, self.at if at is None else at)

    def read(self):
        root = here = _Table()
        text = self.text
        while True:
            self.skip(" \t")
            if self.at >= self.size:
                break
            char = text[self.at]
            if char == "\n":
                self.at += 1
                continue
            if char == "[":
                here = self.read_header(root)
            elif char in _BARE or char in "'\"":
                self.read_pair(here, here)
            elif char != "#":
                raise self.wrong("Invalid statement")
            self.skip(" \t")
            self.skip_comment()
            if self.at >= self.size:
                break
            if text[self.at] != "\n":
                raise self.wrong("Expected newline or end of document after a statement")
            self.at += 1
        return root.values

    # ---- what lies between

    def skip(self, chars):
        text, at, size = self.text, self.at, self.size
        while at < size and text[at] in chars:
            at += 1
        self.at = at

    def skip_comment(self):
        if self.text[self.at:self.at + 1] == "#":
            end = self.text.find("\n", self.at)
            end = self.size if end < 0 else end
            for at in range(self.at + 1, end):
                if self.text[at] in _CONTROL:
                    raise self.wrong(f"Found invalid character {self.text[at]!r}", at)
            self.at = end

    def skip_lines(self):
        while True:
            before = self.at
            self.skip(" \t\n")
            self.skip_comment()
            if self.at == before:
                return

    # ---- tables and keys

    def read_header(self, root):
        many = self.text.startswith("[[", self.at)
        start = self.at
        self.at += 2 if many else 1
        self.skip(" \t")
        key = self.read_key()
        place = self.open_table(root, key)
        name = key[-1]
        self.header = key
        if many:
            table = self.append_table(place, name)
        else:
            table = place.inner.get(name)
            if table is None:
                if name in place.values:
                    raise self.wrong("Cannot overwrite a value")
                table = place.inner[name] = _Table()
                place.values[name] = table.values
            elif isinstance(table, list) or table.headed or table.closed or table.dotted is not None:
                raise self.wrong(f"Cannot declare {key} twice")
            table.headed = True
        closing = "]]" if many else "]"
        if not self.text.startswith(closing, self.at):
            raise self.wrong(f"Expected {closing!r} at the end of {'an array' if many else 'a table'} declaration")
        self.at += len(closing)
        return table

    def append_table(self, place, name):
        tables = place.inner.get(name)
        if tables is None:
            if isinstance(place.values.get(name), list):
                raise self.wrong(f"Cannot mutate immutable namespace {(name,)}")
            if name in place.values:
                raise self.wrong("Cannot overwrite a value")
            tables = place.inner[name] = []
            place.values[name] = []
        elif not isinstance(tables, list):
            raise self.wrong("Cannot overwrite a value")
        table = _Table()
        tables.append(table)
        place.values[name].append(table.values)
        return table

    def open_table(self, table, key):
        """The table that holds the last part of the key."""
        for name in key[:-1]:
            inner = table.inner.get(name)
            if inner is None:
                if name in table.values:
                    raise self.wrong("Cannot overwrite a value")
                inner = table.inner[name] = _Table()
                table.values[name] = inner.values
            elif isinstance(inner, list):
                inner = inner[-1]
            if inner.closed:
                raise self.wrong(f"Cannot declare {key} twice")
            table = inner
        return table

    def read_key(self):
        parts = [self.read_key_part()]
        while True:
            self.skip(" \t")
            if self.text[self.at:self.at + 1] != ".":
                return tuple(parts)
            self.at += 1
            self.skip(" \t")
            parts.append(self.read_key_part())

    def read_key_part(self):
        text, start = self.text, self.at
        at = start
        while at < self.size and text[at] in _BARE:
            at += 1
        if at > start:
            self.at = at
            return text[start:at]
        char = text[at:at + 1]
        if char == "'":
            return self.read_literal()
        if char == '"':
            return self.read_basic()
        raise self.wrong("Invalid initial character for a key part")

    def read_pair(self, table, owner):
        key = self.read_key()
        if self.text[self.at:self.at + 1] != "=":
            raise self.wrong("Expected '=' after a key in a key/value pair")
        self.at += 1
        self.skip(" \t")
        value = self.read_value()
        for name in key[:-1]:
            inner = table.inner.get(name)
            if inner is None:
                if name in table.values:
                    raise self.wrong("Cannot overwrite a value")
                inner = table.inner[name] = _Table()
                inner.dotted = owner
                table.values[name] = inner.values
            elif isinstance(inner, list) or inner.closed:
                raise self.wrong(f"Cannot mutate immutable namespace {key[:-1]}")
            elif inner.dotted is not owner:
                raise self.wrong(f"Cannot redefine namespace {self.header + key[:-1]}")
            table = inner
        name = key[-1]
        if name in table.values:
            raise self.wrong("Cannot overwrite a value")
        if isinstance(value, _Table):
            table.inner[name] = value
            value = value.values
        table.values[name] = value

    # ---- values

    def read_value(self):
        text, at = self.text, self.at
        char = text[at:at + 1]
        if char == '"':
            return self.read_long('"') if text.startswith('"""', at) else self.read_basic()
        if char == "'":
            return self.read_long("'") if text.startswith("'''", at) else self.read_literal()
        if char == "t" and text.startswith("true", at):
            self.at += 4
            return True
        if char == "f" and text.startswith("false", at):
            self.at += 5
            return False
        if char == "[":
            return self.read_array()
        if char == "{":
            return self.read_inline()
        found = _moments().match(text, at)
        if found is not None:
            value = self.moment_of(found)
            self.at = found.end()
            return value
        found = _numbers().match(text, at)
        if found is not None:
            self.at = found.end()
            if found["fraction"] or found["exponent"]:
                return self.parse_float(found[0])
            return int(found[0], 0)
        for name in ("inf", "nan", "+inf", "-inf", "+nan", "-nan"):
            if text.startswith(name, at):
                self.at += len(name)
                return self.parse_float(name)
        raise self.wrong("Invalid value")

    def moment_of(self, found):
        import datetime
        try:
            if found["hour"] is None:
                return datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
            micro = int(found["micro"].ljust(6, "0")[:6]) if found["micro"] else 0
            clock = (int(found["hour"]), int(found["minute"]), int(found["second"]), micro)
            if found["year"] is None:
                return datetime.time(*clock)
            zone = None
            if found["zulu"]:
                zone = datetime.timezone.utc
            elif found["sign"]:
                shift = datetime.timedelta(hours=int(found["zh"]), minutes=int(found["zm"]))
                zone = datetime.timezone(-shift if found["sign"] == "-" else shift)
            return datetime.datetime(int(found["year"]), int(found["month"]), int(found["day"]), *clock, tzinfo=zone)
        except ValueError as error:
            raise self.wrong("Invalid date or datetime") from error

    def read_array(self):
        self.at += 1
        out = []
        while True:
            self.skip_lines()
            if self.text[self.at:self.at + 1] == "]":
                self.at += 1
                return out
            value = self.read_value()
            out.append(value.values if isinstance(value, _Table) else value)
            self.skip_lines()
            char = self.text[self.at:self.at + 1]
            if char == "]":
                self.at += 1
                return out
            if char != ",":
                raise self.wrong("Unclosed array")
            self.at += 1

    def read_inline(self):
        table = _Table()
        self.at += 1
        self.skip(" \t")
        if self.text[self.at:self.at + 1] == "}":
            self.at += 1
            table.closed = True
            return table
        while True:
            self.read_pair(table, table)
            self.skip(" \t")
            char = self.text[self.at:self.at + 1]
            if char == "}":
                self.at += 1
                self.close(table)
                return table
            if char != ",":
                raise self.wrong("Unclosed inline table")
            self.at += 1
            self.skip(" \t")

    def close(self, table):
        table.closed = True
        for inner in table.inner.values():
            if not isinstance(inner, list) and not inner.closed:
                self.close(inner)

    # ---- strings

    def read_literal(self):
        end = self.at + 1
        while end < self.size and self.text[end] != "'":
            if self.text[end] in _CONTROL:
                raise self.wrong(f"Found invalid character {self.text[end]!r}", end)
            end += 1
        if end >= self.size:
            raise self.wrong("Expected \"'\"", end)
        out = self.text[self.at + 1:end]
        self.at = end + 1
        return out

    def read_basic(self):
        self.at += 1
        out = []
        text = self.text
        while True:
            if self.at >= self.size:
                raise self.wrong("Unterminated string")
            char = text[self.at]
            if char == '"':
                self.at += 1
                return "".join(out)
            if char == "\\":
                out.append(self.read_escape(False))
            elif char in _CONTROL:
                raise self.wrong(f"Illegal character {char!r}")
            else:
                end = self.at + 1
                while end < self.size and text[end] not in '"\\' and text[end] not in _CONTROL:
                    end += 1
                out.append(text[self.at:end])
                self.at = end

    def read_long(self, quote):
        self.at += 3
        if self.text[self.at:self.at + 1] == "\n":
            self.at += 1
        out = []
        text = self.text
        while True:
            if self.at >= self.size:
                raise self.wrong("Unterminated string" if quote == '"' else "Expected \"'''\"")
            char = text[self.at]
            if char == quote and text.startswith(quote * 3, self.at):
                self.at += 3
                # One or two more quotes belong to the text.
                extra = 0
                while extra < 2 and text[self.at:self.at + 1] == quote:
                    extra += 1
                    self.at += 1
                return "".join(out) + quote * extra
            if char == "\\" and quote == '"':
                out.append(self.read_escape(True))
            elif char in _CONTROL and char != "\n":
                raise self.wrong(f"Illegal character {char!r}")
            else:
                out.append(char)
                self.at += 1

    def read_escape(self, long):
        text, at = self.text, self.at
        char = text[at + 1:at + 2]
        if long and char in (" ", "\t", "\n") and char:
            self.at = at + 1
            if char != "\n":
                self.skip(" \t")
                if self.at >= self.size:
                    return ""
                if text[self.at] != "\n":
                    raise self.wrong("Unescaped '\\' in a string")
                self.at += 1
            self.skip(" \t\n")
            return ""
        if char == "u" or char == "U":
            size = 4 if char == "u" else 8
            digits = text[at + 2:at + 2 + size]
            self.at = at + 2
            if len(digits) != size or digits.strip("0123456789abcdefABCDEF"):
                raise self.wrong("Invalid hex value")
            code = int(digits, 16)
            self.at += size
            if 0xd800 <= code <= 0xdfff or code > 0x10ffff:
                raise self.wrong("Escaped character is not a Unicode scalar value")
            return chr(code)
        if char not in _ESCAPES or not char:
            self.at = at + 2
            raise self.wrong("Unterminated string" if not char else "Unescaped '\\' in a string", min(at + 2, self.size))
        self.at = at + 2
        return _ESCAPES[char]


_patterns = []


def _compile():
    clock = r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9])(?:\.(?P<micro>[0-9]+))?"
    day = r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
    zone = r"(?:(?P<zulu>[Zz])|(?P<sign>[+-])(?P<zh>[01][0-9]|2[0-3]):(?P<zm>[0-5][0-9]))?"
    _patterns.append(_Moments(re.compile(rf"{day}(?:[Tt ]{clock}{zone})?"), re.compile(clock)))
    _patterns.append(re.compile(r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)(?P<nothing>)|"
                                r"[+-]?(?:0|[1-9](?:_?[0-9])*)(?P<fraction>\.[0-9](?:_?[0-9])*)?(?P<exponent>[eE][+-]?[0-9](?:_?[0-9])*)?"))


class _Moments:
    # A date, perhaps with a time; or a time alone.
    def __init__(self, dates, times):
        self.dates, self.times = dates, times

    def match(self, text, at):
        found = self.dates.match(text, at)
        if found is not None:
            return found
        found = self.times.match(text, at)
        return None if found is None else _TimeOnly(found)


class _TimeOnly:
    def __init__(self, found):
        self.found = found
        self.end = found.end

    def __getitem__(self, name):
        return self.found[name] if name in ("hour", "minute", "second", "micro") else None


def _moments():
    if not _patterns:
        _compile()
    return _patterns[0]


def _numbers():
    return _patterns[1]
