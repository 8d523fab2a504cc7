# SPDX-License-Identifier: MIT
# tokenize: the tokens of a text of Python, comments and line ends among them, and back.
import builtins
import re
from codecs import BOM_UTF8
from collections import namedtuple
from token import *  # noqa: F403
from token import EXACT_TOKEN_TYPES, tok_name
from token import (
    COMMENT, DEDENT, ENCODING, ENDMARKER, FSTRING_END, FSTRING_MIDDLE, FSTRING_START, INDENT, NAME, NEWLINE, NL, NUMBER, OP, STRING,
    TSTRING_END, TSTRING_MIDDLE, TSTRING_START,
)
import token as _token

__all__ = _token.__all__ + ["tokenize", "generate_tokens", "detect_encoding", "untokenize", "TokenInfo", "open", "TokenError"]

_SPACE = re.compile(r"[ \t\f]*")
_CONTINUED = re.compile(r"\\\r?\n")
_COMMENT = re.compile(r"#[^\r\n]*")
_NAME = re.compile(r"\w+")
_NUMBER = re.compile(r"""0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|
    (?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?|\d(?:_?\d)*[eE][-+]?\d(?:_?\d)*[jJ]?|\d(?:_?\d)*[jJ]?""", re.X)
_QUOTED = re.compile(r"([rRbBuU]|[bB][rR]|[rR][bB]|)('''|\"\"\"|'|\")")
_TEMPLATE = re.compile(r"([fFtT][rR]?|[rR][fFtT])('''|\"\"\"|'|\")")
_OPERATOR = re.compile("|".join(re.escape(o) for o in sorted(EXACT_TOKEN_TYPES, key=len, reverse=True)) + r"|[$?`]")
_CODING = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)


class TokenError(Exception):
    """The text ends in the middle of something."""


class TokenInfo(namedtuple("TokenInfo", "type string start end line")):
    """A token: its kind, its text, where it begins and ends (row, column), and the lines it stands in."""

    def __repr__(self):
        return "TokenInfo(type=%d (%s), string=%r, start=%r, end=%r, line=%r)" % (
            self.type, tok_name[self.type], self.string, self.start, self.end, self.line)

    @property
    def exact_type(self):
        return EXACT_TOKEN_TYPES.get(self.string, OP) if self.type == OP else self.type


class _Template:
    """An f-string or t-string that is open."""

    def __init__(self, quote, raw, kinds):
        self.quote, self.raw, self.kinds = quote, raw, kinds
        self.fields = []  # for each open field: how many brackets were open outside, and whether its format is being read


class _Scanner:
    def __init__(self, lines):
        self.lines = lines
        self.text = "".join(lines)
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line))
        self.row = 0  # from 0
        self.brackets = []
        self.templates = []
        self.indents = [0]

    def place(self, at):
        while self.row + 1 < len(self.lines) and at >= self.starts[self.row + 1]:
            self.row += 1
        return self.row + 1, at - self.starts[self.row]

    def token(self, kind, start, end, string=None):
        begin = self.place(start)
        first = self.row
        stop = begin if end == start else self.place(end - 1)
        if end != start:
            stop = stop[0], stop[1] + 1
            if kind in (FSTRING_MIDDLE, TSTRING_MIDDLE) and self.text[end - 1] == "\n" and self.row + 1 < len(self.lines):
                self.row += 1
                stop = self.row + 1, 0
        line = "".join(self.lines[first:self.row + 1])
        return TokenInfo(kind, self.text[start:end] if string is None else string, begin, stop, line)

    def unterminated(self, start, quote, what="string literal"):
        row, column = self.place(start)
        if len(quote) == 3 and what == "string literal":
            return TokenError("EOF in multi-line string", (row, column + 1))
        triple = "triple-quoted " if len(quote) == 3 else ""
        return TokenError(f"unterminated {triple}{what} (detected at line {len(self.lines) if triple else row})", (row, column + 1))

    def quoted_end(self, start, at, quote):
        # Behind the closing quote of a plain string.
        text, end = self.text, len(self.text)
        while at < end:
            c = text[at]
            if c == "\\":
                at += 3 if text[at + 1:at + 3] == "\r\n" else 2
            elif text.startswith(quote, at):
                return at + len(quote)
            elif c == "\n" and len(quote) == 1:
                break
            else:
                at += 1
        raise self.unterminated(start, quote)

    def template_part(self, at):
        """The tokens of literal text up to a field or the end: (tokens, where they end)."""
        text, end = self.text, len(self.text)
        one = self.templates[-1]
        in_format = bool(one.fields)
        start = at
        out = []

        def piece(stop, string=None):
            if stop > start:
                out.append(self.token(one.kinds[1], start, stop, string))

        while at < end:
            c = text[at]
            if not in_format and text.startswith(one.quote, at):
                piece(at)
                stop = at + len(one.quote)
                out.append(self.token(one.kinds[2], at, stop))
                self.templates.pop()
                return out, stop
            if in_format and c == "}":
                if at == start and text[at - 1] == "}":  # behind a field in a format
                    out.append(self.token(one.kinds[1], at, at))
                piece(at)
                return out, at
            if c == "{":
                if text.startswith("{{", at) and not in_format:
                    piece(at + 1)
                    at = start = at + 2
                    continue
                piece(at)
                one.fields.append([len(self.brackets), False])
                self.brackets.append("{")
                out.append(self.token(OP, at, at + 1))
                return out, at + 1
            if c == "}":
                if text.startswith("}}", at):
                    piece(at + 1)
                    at = start = at + 2
                    continue
                raise TokenError("f-string: single '}' is not allowed", self.place(at))
            if c == "\\" and not one.raw and text.startswith("N{", at + 1):
                close = text.find("}", at)
                at = end if close < 0 else close + 1
            elif c == "\\" and (not one.raw or text[at + 1:at + 2] not in ("{", "}")):
                at += 1 if text[at + 1:at + 2] in ("{", "}") else 2
            elif c == "\n" and len(one.quote) == 1:
                break
            else:
                at += 1
        raise self.unterminated(start, one.quote, "f-string literal")

    def run(self):
        text, end = self.text, len(self.text)
        at, fresh = 0, True  # fresh: at the beginning of a line of statements
        pending = False  # a statement is open
        while True:
            if self.templates and (not self.templates[-1].fields or self.templates[-1].fields[-1][1]) and (
                    not self.templates[-1].fields or len(self.brackets) == self.templates[-1].fields[-1][0] + 1):
                tokens, at = self.template_part(at)
                yield from tokens
                if not self.templates or not self.templates[-1].fields or text[at:at + 1] != "}":
                    continue
            begin = at
            at = _SPACE.match(text, at).end()
            if at >= end:
                break
            c = text[at]
            if fresh and not self.brackets:
                if c == "#" or c in "\r\n":
                    if c == "#":
                        stop = _COMMENT.match(text, at).end()
                        yield self.token(COMMENT, at, stop)
                        at = stop
                    stop = at + (2 if text.startswith("\r\n", at) else 1) if at < end else at
                    yield self.line_end(NL, at, stop)
                    at = stop
                    continue
                if not _CONTINUED.match(text, at):
                    fresh = False
                    yield from self.indentation(begin, at)
            if c == "\\":
                continued = _CONTINUED.match(text, at)
                if continued is None:
                    raise TokenError("unexpected character after line continuation character", self.place(at))
                at = continued.end()
                continue
            if c in "\r\n":
                stop = at + (2 if text.startswith("\r\n", at) else 1)
                yield self.line_end(NL if self.brackets else NEWLINE, at, stop)
                at = stop
                if not self.brackets:
                    fresh, pending = True, False
                continue
            pending = True
            if c == "#":
                stop = _COMMENT.match(text, at).end()
                yield self.token(COMMENT, at, stop)
                at = stop
                continue
            found = _TEMPLATE.match(text, at)
            if found:
                kinds = (TSTRING_START, TSTRING_MIDDLE, TSTRING_END) if found[1].strip("rR") in "tT" else (FSTRING_START, FSTRING_MIDDLE, FSTRING_END)
                yield self.token(kinds[0], at, found.end())
                self.templates.append(_Template(found[2], "r" in found[1].lower(), kinds))
                at = found.end()
                continue
            found = _QUOTED.match(text, at)
            if found:
                stop = self.quoted_end(at, found.end(), found[2])
                yield self.token(STRING, at, stop)
                at = stop
                continue
            found = _NUMBER.match(text, at)
            if found:
                yield self.token(NUMBER, at, found.end())
                at = found.end()
                continue
            found = _NAME.match(text, at)
            if found:
                yield self.token(NAME, at, found.end())
                at = found.end()
                continue
            yield self.operator(at)
            at = self.after
        if self.templates:
            raise self.unterminated(end, self.templates[-1].quote, "f-string literal")
        if self.brackets:
            if not self.lines[-1].endswith("\n"):
                yield self.line_end(NL, end, end)
            raise TokenError("unexpected EOF in multi-line statement", (len(self.lines), 0))
        last = len(self.lines)
        if pending:
            row, column = self.place(end - 1) if end else (1, -1)
            yield TokenInfo(NEWLINE, "", (row, column + 1), (row, column + 2), self.lines[-1])
        for _ in self.indents[1:]:
            yield TokenInfo(DEDENT, "", (last + 1, 0), (last + 1, 0), "")
        yield TokenInfo(ENDMARKER, "", (last + 1, 0), (last + 1, 0), "")

    def line_end(self, kind, at, stop):
        if stop == at:  # a comment that ends the text
            row, column = self.place(at - 1)
            return TokenInfo(kind, "", (row, column + 1), (row, column + 2), self.lines[-1])
        return self.token(kind, at, stop)

    def indentation(self, begin, at):
        width = 0
        for c in self.text[self.starts[self.place(at)[0] - 1]:at]:
            width = 0 if c == "\f" else (width // 8 + 1) * 8 if c == "\t" else width + 1
        if width > self.indents[-1]:
            self.indents.append(width)
            yield self.token(INDENT, begin, at)
        while width < self.indents[-1]:
            if width not in self.indents:
                row, column = self.place(at)
                raise IndentationError("unindent does not match any outer indentation level", ("<string>", row, column, self.lines[row - 1]))
            self.indents.pop()
            yield self.token(DEDENT, at, at)

    def operator(self, at):
        text = self.text
        one = self.templates[-1] if self.templates else None
        inner = one is not None and one.fields and len(self.brackets) == one.fields[-1][0] + 1
        c = text[at]
        found = _OPERATOR.match(text, at)
        if found is None:
            raise TokenError(f"invalid character {c!r} (U+{ord(c):04X})", self.place(at))
        stop = found.end()
        if inner and c in ":!" and text[at:stop] != "!=":
            stop = at + 1
        if inner and c == ":":
            one.fields[-1][1] = True
        if c in "([{":
            self.brackets.append(c)
        elif c in ")]}":
            if self.brackets:
                self.brackets.pop()
            if inner and c == "}":
                one.fields.pop()
        self.after = stop
        return self.token(OP, at, stop)


def _lines_of(readline):
    lines = []
    while True:
        try:
            line = readline()
        except StopIteration:
            break
        if not line:
            break
        lines.append(line)
    return lines


def generate_tokens(readline):
    """The tokens of text that `readline` gives line by line."""
    return _Scanner(_lines_of(readline)).run()


def detect_encoding(readline):
    """(the encoding that a mark or a comment of the first two lines says, the lines that were read to know it)."""
    lines = []
    marked = False

    def line():
        try:
            return readline()
        except StopIteration:
            return b""

    for number in range(2):
        one = line()
        if number == 0 and one.startswith(BOM_UTF8):
            marked, one = True, one[3:]
        if not one:
            break
        lines.append(one)
        try:
            said = _CODING.match(one.decode("utf-8"))
        except UnicodeDecodeError:
            raise SyntaxError("invalid or missing encoding declaration") from None
        if said:
            import codecs
            name = said[1].lower().replace("_", "-")
            name = "utf-8" if name == "utf-8" or name.startswith("utf-8-") else \
                "iso-8859-1" if name in ("latin-1", "iso-8859-1", "iso-latin-1") or name.startswith(("latin-1-", "iso-8859-1-", "iso-latin-1-")) \
                else said[1]
            try:
                codecs.lookup(name)
            except LookupError:
                raise SyntaxError("unknown encoding: " + name) from None
            if marked and name != "utf-8":
                raise SyntaxError("encoding problem: utf-8")
            return ("utf-8-sig" if marked else name), lines
        if one.strip() and not one.lstrip().startswith(b"#"):
            break
    return ("utf-8-sig" if marked else "utf-8"), lines


def tokenize(readline):
    """The tokens of bytes that `readline` gives line by line; the first says their encoding."""
    encoding, first = detect_encoding(readline)
    yield TokenInfo(ENCODING, "utf-8" if encoding == "utf-8-sig" else encoding, (0, 0), (0, 0), "")
    text = b"".join(first + _lines_of(readline)).decode(encoding)
    yield from _Scanner(re.findall(r"[^\n]*\n|[^\n]+", text)).run()


def open(filename):
    """A file of source as text, in the encoding that it says."""
    from io import TextIOWrapper
    file = builtins.open(filename, "rb")
    encoding, _ = detect_encoding(file.readline)
    file.seek(0)
    return TextIOWrapper(file, encoding, line_buffering=True)


def untokenize(iterable):
    """A text with these tokens: as it was where they say their places, else with spaces between them."""
    tokens = list(iterable)
    encoding = None
    if tokens and tokens[0][0] == ENCODING:
        encoding, tokens = tokens[0][1], tokens[1:]
    text = _spaced(tokens) if any(len(t) == 2 for t in tokens) else _placed(tokens)
    return text if encoding is None else text.encode(encoding)


def _doubled(string):
    return re.sub(r"[{}]", lambda m: m[0] * 2, string)


def _placed(tokens):
    out = []
    row, column = 1, 0
    for kind, string, start, end, line in tokens:
        if kind == ENDMARKER:
            break
        if kind == DEDENT:
            continue
        if start < (row, column):
            raise ValueError(f"start ({start[0]},{start[1]}) precedes previous end ({row},{column})")
        if start[0] > row:
            out.append("\\\n" * (start[0] - row))
            column = 0
        out.append((line[column:start[1]] if line[column:start[1]].isspace() else " " * (start[1] - column)) if start[1] > column else "")
        if kind in (FSTRING_MIDDLE, TSTRING_MIDDLE) and ("{" in string or "}" in string):
            braces = string.count("{") + string.count("}")
            out.append(_doubled(string))
            end = end[0], end[1] + braces
        else:
            out.append(string)
        row, column = end
        if kind in (NEWLINE, NL):
            row, column = row + 1, 0
    return "".join(out)


def _spaced(tokens):
    out, indents = [], []
    fresh, after_string, templates = False, False, 0
    for token in tokens:
        kind, string = token[:2]
        if kind == ENCODING or kind == ENDMARKER:
            continue
        if kind in (NAME, NUMBER) and not templates:
            string += " "
        if kind == STRING:
            if after_string:
                string = " " + string
            after_string = True
        else:
            after_string = False
        if kind in (FSTRING_START, TSTRING_START):
            templates += 1
        elif kind in (FSTRING_END, TSTRING_END):
            templates -= 1
        elif kind in (FSTRING_MIDDLE, TSTRING_MIDDLE):
            string = _doubled(string)
        if kind == INDENT:
            indents.append(string)
            continue
        if kind == DEDENT:
            indents.pop()
            continue
        if kind in (NEWLINE, NL):
            fresh = True
        elif fresh and indents:
            out.append(indents[-1])
            fresh = False
        out.append(string)
    return "".join(out)
