# SPDX-License-Identifier: MIT
# traceback: what a stack and an exception look like as text (CPython 3.13's rendering, without colours).
#
# Needs of a traceback object tb_frame, tb_lineno, tb_lasti, tb_next; of a code object co_filename, co_name and
# co_positions(); of a frame f_code, f_lineno, f_back, f_locals, f_globals.
#
# Needed from _monty:
#   source_line(filename, lineno) -> str            "" when there is no such line
#   caret_anchors(segment) -> None | (line, column, line, column)
#       the part to mark with "^" when the rest of the expression gets "~": an operator, a subscript with its brackets,
#       or a call's parentheses; lines and columns (in characters) count from 0 in the segment
from __future__ import annotations

import sys

import _monty

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
    "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
    "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb", "print_list",
]

_REPEATS_SHOWN = 3
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_OMITTED = object()


def _indent(text, prefix):
    return "".join([prefix + line for line in text.splitlines(True)])


def _safe(value, what, convert=str):
    try:
        return convert(value)
    except:  # noqa: E722  (whatever a __str__ does)
        return f"<{what} {convert.__name__}() failed>"


# ---------------------------------------------------------------------------------------------------------------------
# Frames

class FrameSummary:
    """One frame of a stack: filename, lineno, name, line, locals."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_lines", "locals")

    def __init__(self, filename: str, lineno: int | None, name: str, *, lookup_line: bool = True, locals=None,
                 line: str | None = None, end_lineno: int | None = None, colno: int | None = None,
                 end_colno: int | None = None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._lines = None if line is None else [line]
        self.locals = None if locals is None else {key: _safe(value, "local", repr) for key, value in locals.items()}
        if lookup_line:
            self.line

    def _source(self):
        # The lines of the whole statement part, as they stand in the file.
        if self._lines is None:
            if self.lineno is None:
                return []
            first = self.lineno
            self._lines = [_monty.source_line(self.filename, number).rstrip("\n")
                           for number in range(first, max(first, self.end_lineno or first) + 1)]
        return self._lines

    @property
    def line(self) -> str | None:
        if self.lineno is None:
            return None
        lines = self._source()
        return lines[0].strip() if lines else ""

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno and self.name == other.name
                    and self.locals == other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, place):
        return (self.filename, self.lineno, self.name, self.line)[place]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


def walk_stack(f):
    """The frames from `f` (or the caller) outwards, with their lines."""
    if f is None:
        f = sys._getframe(2)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """The frames of a traceback with their lines."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _positions(code, instruction):
    if instruction < 0:
        return None, None, None, None
    number = instruction // 2
    for index, position in enumerate(code.co_positions()):
        if index == number:
            return position
    return None, None, None, None


def _walk_positions(tb):
    while tb is not None:
        found = _positions(tb.tb_frame.f_code, getattr(tb, "tb_lasti", -1))
        yield tb.tb_frame, found if found[0] is not None else (tb.tb_lineno, *found[1:])
        tb = tb.tb_next


def _character(line, column):
    # Positions count bytes of UTF-8.
    if line.isascii():
        return column
    return len(line.encode("utf-8")[:column].decode("utf-8", "replace"))


def _width(text, end=None):
    # Columns on a terminal.
    text = text[:end]
    if text.isascii():
        return len(text)
    from unicodedata import east_asian_width
    return sum([2 if east_asian_width(char) in "WF" else 1 for char in text])


def _caret_lines(frame):
    # The frame's source lines, each followed by its carets when they say more than the line itself: `return f(...)` and
    # `name = call` need none.
    source = frame._source()
    lines = list(source)
    margin = min([len(line) - len(line.lstrip()) for line in lines if line.strip()], default=0)
    start = _character(lines[0], frame.colno)
    end = _character(lines[-1], frame.end_colno)
    lines = [line[margin:].rstrip() if line.strip() else "" for line in lines]
    start = max(0, start - margin)
    end = max(0, end - margin)
    last = len(lines) - 1
    segment = "\n".join(lines)
    segment = segment[start:len(segment) - (len(lines[-1]) - end)]
    anchors = _monty.caret_anchors(segment)
    shown = {0, last}
    if anchors is not None:
        left_line, left, right_line, right = anchors
        before = lines[0][:start].strip()
        whole_call = segment.split("\n")[left_line][left:left + 1] == "(" and end == len(lines[-1])
        carets = not (whole_call and (before == "return" and left_line == 0 and segment[:left].isidentifier()
                                      or before[-1:] == "=" and before[:-1].rstrip().isidentifier()))
        shown.update(range(left_line - 1, left_line + 2))
        shown.update(range(right_line - 1, right_line + 2))
        if left_line == 0:
            left += start
        if right_line == 0:
            right += start
        left = _width(lines[left_line], left)
        right = _width(lines[right_line], right)
    else:
        carets = bool(lines[0][:start].lstrip() or lines[-1][end:].rstrip())
    first_column = _width(lines[0], start)
    end_column = _width(lines[-1], end)
    rest_mark = "^" if anchors is None else "~"

    def emit(number):
        line = lines[number]
        output.append(line + "\n")
        if not carets:
            return
        blank = len(line) - len(line.lstrip())
        marks = []
        for column in range(end_column if number == last else _width(line)):
            if column < blank or number == 0 and column < first_column:
                marks.append(" ")
            elif anchors is not None and (left_line, left) <= (number, column) < (right_line, right):
                marks.append("^")
            else:
                marks.append(rest_mark)
        output.append("".join(marks) + "\n")

    output = []
    before = None
    for number in sorted(shown):
        if not 0 <= number <= last:
            continue
        if before is not None and number - before == 2:
            emit(number - 1)
        elif before is not None and number - before > 2:
            output.append(f"...<{number - before - 1} lines>...\n")
        emit(number)
        before = number
    return _indent("".join(output), "    ")


class StackSummary(list):
    """A list of FrameSummary."""

    @classmethod
    def extract(cls, frame_gen, *, limit: int | None = None, lookup_lines: bool = True, capture_locals: bool = False):
        return cls._from_walk([(frame, (lineno, None, None, None)) for frame, lineno in frame_gen], limit,
                              lookup_lines, capture_locals)

    @classmethod
    def _from_walk(cls, walk, limit, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        frames = list(walk)
        if limit is not None:
            if limit >= 0:
                frames = frames[:limit]
            else:
                frames = frames[limit:]
        result = cls()
        for frame, (lineno, end_lineno, colno, end_colno) in frames:
            code = frame.f_code
            result.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=False,
                locals=frame.f_locals if capture_locals else None, end_lineno=end_lineno, colno=colno,
                end_colno=end_colno))
        if lookup_lines:
            for summary in result:
                summary.line
        return result

    @classmethod
    def from_list(cls, a_list):
        result = StackSummary()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary, **kwargs) -> str:
        filename = frame_summary.filename
        if filename.startswith("<stdin>-"):
            filename = "<stdin>"
        text = f'  File "{filename}", line {frame_summary.lineno}, in {frame_summary.name}\n'
        line = frame_summary.line
        if line:
            if frame_summary.colno is None or frame_summary.end_colno is None:
                text += f"    {line}\n"
            else:
                text += _caret_lines(frame_summary)
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                text += f"    {name} = {value}\n"
        return text

    def format(self, **kwargs) -> list:
        """The text of each frame; repetitions beyond three are counted instead."""
        result = []
        last = None
        count = 0
        for frame in self:
            text = self.format_frame_summary(frame)
            if text is None:
                continue
            place = (frame.filename, frame.lineno, frame.name)
            if last is None or place != last:
                _note_repeats(result, count)
                last = place
                count = 0
            count += 1
            if count <= _REPEATS_SHOWN:
                result.append(text)
        _note_repeats(result, count)
        return result


def _note_repeats(result, count):
    if count > _REPEATS_SHOWN:
        more = count - _REPEATS_SHOWN
        result.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")


# ---------------------------------------------------------------------------------------------------------------------
# "Did you mean"

def _distance(a, b, most):
    # Edits between the words, 2 each and 1 for a change of case; more than `most` is not exact.
    if a == b:
        return 0
    start = 0
    while start < len(a) and start < len(b) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if not a or not b:
        return 2 * (len(a) + len(b))
    if len(a) > 40 or len(b) > 40:
        return most + 1
    if len(b) < len(a):
        a, b = b, a
    if (len(b) - len(a)) * 2 > most:
        return most + 1
    row = list(range(2, 2 * (len(a) + 1), 2))
    result = 0
    for place, char in enumerate(b):
        diagonal = result = place * 2
        least = sys.maxsize
        for index, other in enumerate(a):
            cost = 0 if char == other else 1 if char.lower() == other.lower() else 2
            replaced = diagonal + cost
            diagonal = row[index]
            result = row[index] = min(replaced, min(result, diagonal) + 2)
            if result < least:
                least = result
        if least > most:
            return most + 1
    return result


def _suggestion(error, tb, wrong):
    if not isinstance(wrong, str):
        return None
    try:
        if isinstance(error, AttributeError):
            names = dir(error.obj)
            if wrong[:1] != "_":
                hide = True
                if tb is not None:
                    while tb.tb_next is not None:
                        tb = tb.tb_next
                    hide = not ("self" in tb.tb_frame.f_locals and tb.tb_frame.f_locals["self"] is error.obj)
                if hide:
                    names = [name for name in names if name[:1] != "_"]
        elif isinstance(error, ImportError):
            names = dir(sys.modules[error.name])
            if wrong[:1] != "_":
                names = [name for name in names if name[:1] != "_"]
        else:
            if tb is None:
                return None
            while tb.tb_next is not None:
                tb = tb.tb_next
            frame = tb.tb_frame
            code = frame.f_code  # a frame that has ended keeps no values, its code still knows the names
            own = () if code.co_name == "<module>" else (*code.co_varnames, *code.co_cellvars, *code.co_freevars)
            names = [*frame.f_locals, *own, *frame.f_globals, *getattr(frame, "f_builtins", ())]
            if "self" in frame.f_locals and hasattr(frame.f_locals["self"], wrong):
                return f"self.{wrong}"
        names = sorted([name for name in names if isinstance(name, str)])
    except Exception:
        return None
    if len(names) > 750 or len(wrong) > 40:
        return None
    best = None
    best_distance = len(wrong)
    for name in names:
        if name == wrong:
            continue
        most = min((len(name) + len(wrong) + 3) * 2 // 6, best_distance - 1)
        distance = _distance(wrong, name, most)
        if distance <= most and (best is None or distance < best_distance):
            best = name
            best_distance = distance
    return best


# ---------------------------------------------------------------------------------------------------------------------
# Exceptions

class _Margin:
    # Where the text of nested exception groups stands.
    def __init__(self):
        self.depth = 0
        self.need_close = False

    def indent(self):
        return " " * (2 * self.depth)

    def emit(self, texts, mark=None):
        prefix = self.indent()
        if self.depth:
            prefix += ("|" if mark is None else mark) + " "
        for text in [texts] if isinstance(texts, str) else texts:
            yield _indent(text, prefix)


class TracebackException:
    """An exception, with its causes and its stack, ready to be shown."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit: int | None = None, lookup_lines: bool = True,
                 capture_locals: bool = False, compact: bool = False, max_group_width: int = 15,
                 max_group_depth: int = 10, save_exc_type: bool = True, _seen=None):
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        options = {"limit": limit, "lookup_lines": lookup_lines, "capture_locals": capture_locals,
                   "max_group_width": max_group_width, "max_group_depth": max_group_depth}
        self._describe(exc_type, exc_value, exc_traceback, limit, lookup_lines, capture_locals, save_exc_type)
        self.__cause__ = self.__context__ = self.exceptions = None
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        if _seen is not None:
            _seen.add(id(exc_value))
            return
        seen = {id(exc_value)}
        waiting = [(self, exc_value)]
        while waiting:
            shown, error = waiting.pop()
            if error is None:
                continue

            def nested(inner):
                made = TracebackException(type(inner), inner, inner.__traceback__, _seen=seen, **options)
                waiting.append((made, inner))
                return made

            if error.__cause__ is not None and id(error.__cause__) not in seen:
                shown.__cause__ = nested(error.__cause__)
            wanted = not compact or (shown.__cause__ is None and not error.__suppress_context__)
            if error.__context__ is not None and wanted and id(error.__context__) not in seen:
                shown.__context__ = nested(error.__context__)
            if isinstance(error, BaseExceptionGroup):
                shown.exceptions = [nested(inner) for inner in error.exceptions]

    def _describe(self, kind, error, tb, limit, lookup_lines, capture_locals, save_type):
        self.stack = StackSummary._from_walk(_walk_positions(tb), limit, lookup_lines, capture_locals)
        self._exc_type = kind if save_type else None
        self._str = _safe(error, "exception")
        try:
            self.__notes__ = getattr(error, "__notes__", None)
        except Exception as failure:
            self.__notes__ = [f"Ignored error getting __notes__: {_safe(failure, '__notes__', repr)}"]
        self._is_syntax_error = False
        self._have_exc_type = kind is not None
        self.exc_type_qualname = self.exc_type_module = None
        if kind is None:
            return
        self.exc_type_qualname = kind.__qualname__
        self.exc_type_module = kind.__module__
        if issubclass(kind, SyntaxError):
            self._is_syntax_error = True
            self.filename = error.filename
            self.lineno = None if error.lineno is None else str(error.lineno)
            end = getattr(error, "end_lineno", None)
            self.end_lineno = None if end is None else str(end)
            self.text = error.text
            self.offset = error.offset
            self.end_offset = getattr(error, "end_offset", None)
            self.msg = error.msg
            return
        wrong = None
        if issubclass(kind, ImportError):
            wrong = getattr(error, "name_from", None)
        elif issubclass(kind, (NameError, AttributeError)):
            wrong = getattr(error, "name", None)
        if wrong is None:
            return
        found = _suggestion(error, tb, wrong)
        if found:
            self._str += f". Did you mean: '{found}'?"
        if issubclass(kind, NameError) and wrong in getattr(sys, "stdlib_module_names", ()):
            self._str += f"{'' if found else '.'} {'Or did' if found else 'Did'} you forget to import '{wrong}'?"

    @classmethod
    def from_exception(cls, exc: BaseException, *args, **kwargs) -> TracebackException:
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        return self._exc_type

    @property
    def exc_type_str(self) -> str | None:
        if not self._have_exc_type:
            return None
        module = self.exc_type_module
        if module in ("__main__", "builtins"):
            return self.exc_type_qualname
        return f"{module if isinstance(module, str) else '<unknown>'}.{self.exc_type_qualname}"

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group: bool = False, _depth: int = 0, **kwargs):
        """The lines after the stack: type, message and notes."""
        indent = "   " * _depth
        if not self._have_exc_type:
            yield indent + _final_line(None, self._str)
            return
        if self._is_syntax_error:
            for line in self._syntax_error_lines():
                yield indent + line
        elif _depth:
            for line in _final_line(self.exc_type_str, self._str)[:-1].split("\n"):
                yield f"{indent}{line}\n"
        else:
            yield _final_line(self.exc_type_str, self._str)
        notes = self.__notes__
        if isinstance(notes, (list, tuple)):
            for note in notes:
                for line in _safe(note, "note").split("\n"):
                    yield f"{indent}{line}\n"
        elif notes is not None:
            yield f"{indent}{_safe(notes, '__notes__', repr)}\n"
        if self.exceptions and show_group:
            for inner in self.exceptions:
                yield from inner.format_exception_only(show_group=True, _depth=_depth + 1)

    def _syntax_error_lines(self):
        place = ""
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            place = f" ({self.filename})"
        if self.text is not None:
            whole = self.text.rstrip("\n")
            text = whole.lstrip(" \n\f")
            yield f"    {text}\n"
            if self.offset is not None:
                start = self.offset
                end = len(whole) + 1
                if self.lineno == self.end_lineno:
                    end = self.end_offset if self.end_offset not in (None, 0) else start
                if self.text:
                    if start > len(self.text):
                        start = len(whole) + 1
                    if end > len(self.text):
                        end = len(whole) + 1
                if start >= end or end < 0:
                    end = start + 1
                column = start - 1 - (len(whole) - len(text))
                if column >= 0:
                    space = "".join([char if char.isspace() else " " for char in text[:column]])
                    yield f"    {space}{'^' * (end - start)}\n"
        yield f"{self.exc_type_str}: {self.msg or '<no detail available>'}{place}\n"

    def format(self, *, chain: bool = True, _ctx=None, **kwargs):
        """The whole text, in pieces that end with a newline."""
        margin = _Margin() if _ctx is None else _ctx
        links = []
        shown = self
        while shown is not None:
            following = message = None
            if chain:
                if shown.__cause__ is not None:
                    following, message = shown.__cause__, _CAUSE
                elif shown.__context__ is not None and not shown.__suppress_context__:
                    following, message = shown.__context__, _CONTEXT
            links.append((message, shown))
            shown = following
        for message, shown in reversed(links):
            if message is not None:
                yield from margin.emit(message)
            if shown.exceptions is not None:
                yield from shown._format_group(margin, chain, self)
                continue
            if shown.stack:
                yield from margin.emit("Traceback (most recent call last):\n")
                yield from margin.emit(shown.stack.format())
            yield from margin.emit(shown.format_exception_only())

    def _format_group(self, margin, chain, limits):
        if margin.depth > limits.max_group_depth:
            yield from margin.emit(f"... (max_group_depth is {limits.max_group_depth})\n")
            return
        outermost = margin.depth == 0
        if outermost:
            margin.depth = 1
        if self.stack:
            yield from margin.emit("Exception Group Traceback (most recent call last):\n", "+" if outermost else None)
            yield from margin.emit(self.stack.format())
        yield from margin.emit(self.format_exception_only())
        total = len(self.exceptions)
        width = limits.max_group_width
        count = total if total <= width else width + 1
        margin.need_close = False
        for index in range(count):
            if index == count - 1:
                margin.need_close = True
            title = str(index + 1) if index < width else "..."
            yield f"{margin.indent()}{'  ' if index else '+-'}+---------------- {title} ----------------\n"
            margin.depth += 1
            if index < width:
                yield from self.exceptions[index].format(chain=chain, _ctx=margin)
            else:
                left = total - width
                yield from margin.emit(f"and {left} more exception{'s' if left > 1 else ''}\n")
            if index == count - 1 and margin.need_close:
                yield f"{margin.indent()}+------------------------------------\n"
                margin.need_close = False
            margin.depth -= 1
        if outermost:
            margin.depth = 0

    def print(self, *, file=None, chain: bool = True, **kwargs) -> None:
        _write(self.format(chain=chain), file)


def _final_line(kind, text):
    return f"{kind}: {text}\n" if text else f"{kind}\n"


# ---------------------------------------------------------------------------------------------------------------------
# Functions

def _write(texts, file):
    if file is None:
        file = sys.stderr
    for text in texts:
        file.write(text)


def _parse(exc, value, tb):
    # One exception, or the old triple.
    if value is _OMITTED and tb is _OMITTED:
        if exc is None:
            return type(None), None, None
        if isinstance(exc, BaseException):
            return type(exc), exc, exc.__traceback__
        raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
    if value is _OMITTED or tb is _OMITTED:
        raise ValueError("Both or neither of value and tb must be given")
    return type(value), value, tb


def print_tb(tb, limit: int | None = None, file=None) -> None:
    _write(extract_tb(tb, limit).format(), file)


def format_tb(tb, limit: int | None = None) -> list:
    return extract_tb(tb, limit).format()


def extract_tb(tb, limit: int | None = None) -> StackSummary:
    return StackSummary._from_walk(_walk_positions(tb), limit)


def print_list(extracted_list, file=None) -> None:
    _write(format_list(extracted_list), file)


def format_list(extracted_list) -> list:
    return StackSummary.from_list(extracted_list).format()


def print_exception(exc, /, value=_OMITTED, tb=_OMITTED, limit: int | None = None, file=None, chain: bool = True,
                    **kwargs) -> None:
    kind, value, tb = _parse(exc, value, tb)
    TracebackException(kind, value, tb, limit=limit, compact=True).print(file=file, chain=chain)


def format_exception(exc, /, value=_OMITTED, tb=_OMITTED, limit: int | None = None, chain: bool = True,
                     **kwargs) -> list:
    kind, value, tb = _parse(exc, value, tb)
    return list(TracebackException(kind, value, tb, limit=limit, compact=True).format(chain=chain))


def format_exception_only(exc, /, value=_OMITTED, *, show_group: bool = False, **kwargs) -> list:
    if value is _OMITTED:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only(show_group=show_group))


def print_exc(limit: int | None = None, file=None, chain: bool = True) -> None:
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit: int | None = None, chain: bool = True) -> str:
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit: int | None = None, file=None, chain: bool = True) -> None:
    error = getattr(sys, "last_exc", None)
    if error is None:
        raise ValueError("no last exception")
    print_exception(error, limit=limit, file=file, chain=chain)


def extract_stack(f=None, limit: int | None = None) -> StackSummary:
    """The stack, outermost frame first."""
    if f is None:
        f = sys._getframe(1)
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def format_stack(f=None, limit: int | None = None) -> list:
    return extract_stack(sys._getframe(1) if f is None else f, limit).format()


def print_stack(f=None, limit: int | None = None, file=None) -> None:
    _write(extract_stack(sys._getframe(1) if f is None else f, limit).format(), file)


def clear_frames(tb) -> None:
    """Drops the locals of the frames."""
    while tb is not None:
        clear = getattr(tb.tb_frame, "clear", None)
        if clear is not None:
            try:
                clear()
            except RuntimeError:
                pass
        tb = tb.tb_next
