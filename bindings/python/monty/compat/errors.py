"""The exceptions, and the frames that they tell of."""

from __future__ import annotations

import builtins
import itertools
from typing import Any, Literal, final

__all__ = [
    "Frame",
    "MontyConversionError",
    "MontyCrashedError",
    "MontyDisconnectError",
    "MontyError",
    "MontyRuntimeError",
    "MontyShutdown",
    "MontySyntaxError",
    "MontyTypingError",
]


def cannot_create(cls: type) -> TypeError:
    return TypeError(f"cannot create 'pydantic_monty.{cls.__name__}' instances")


class _Made:
    # What hosts are given but do not make.
    __slots__ = ()

    def __new__(cls) -> Any:
        raise cannot_create(cls)


def sealed(cls: type) -> type:
    """Forbids subclasses."""

    def refuse(sub: type, **_: Any) -> None:
        raise TypeError(f"type 'pydantic_monty.{cls.__name__}' is not an acceptable base type")

    cls.__init_subclass__ = classmethod(refuse)  # type: ignore[assignment, arg-type]
    return final(cls)


@sealed
class Frame(_Made):
    """A line of a traceback."""

    __slots__ = ("column", "end_column", "end_line", "filename", "function_name", "line", "source_line")
    filename: str
    line: int
    column: int
    end_line: int
    end_column: int
    function_name: str | None
    source_line: str | None

    def dict(self) -> dict[str, int | str | None]:
        """The attributes as a dict."""
        names = ("filename", "line", "column", "end_line", "end_column", "function_name", "source_line")
        return {name: getattr(self, name) for name in names}

    def __repr__(self) -> str:
        return f"Frame(filename={self.filename!r}, line={self.line}, column={self.column}, function_name={self.function_name!r})"


def make_frame(**values: Any) -> Frame:
    frame: Frame = object.__new__(Frame)
    for name, value in values.items():
        setattr(frame, name, value)
    return frame


_EXCEPTION_NAMES = {"json.JSONDecodeError": ValueError, "JSONDecodeError": ValueError, "FrozenInstanceError": AttributeError}


def python_exception(type_name: str, message: str) -> BaseException:
    """An exception of the host's own with the same type where there is one, else an Exception."""
    cls: Any = getattr(builtins, type_name, None)
    if not (isinstance(cls, type) and issubclass(cls, BaseException)):
        cls = _EXCEPTION_NAMES.get(type_name, Exception)
    error: BaseException = cls.__new__(cls)
    error.args = (message,)
    return error


class MontyError(Exception):
    """Base of all errors of programs and workers."""

    _message: str
    _inner: BaseException

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        raise cannot_create(cls)

    def exception(self) -> BaseException:
        """The error as an exception of the host's own."""
        return self._inner

    def __str__(self) -> str:
        return self._message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"


class _Located(MontyError):
    _type: str
    _text: str
    _frames: list[Frame]

    def traceback(self) -> list[Frame]:
        """The frames, outermost first."""
        return list(self._frames)

    def display(self, format: Literal["traceback", "type-msg", "msg"] = "traceback") -> str:
        """As text: with the source lines, in one line with the type, or the message alone."""
        if format == "traceback":
            return self._text
        if format == "type-msg":
            return f"{self._type}: {self._message_only}" if self._message_only else self._type
        if format == "msg":
            return self._message_only
        raise ValueError(f"Invalid format: '{format}'. Expected 'traceback', 'type-msg', or 'msg'")

    _message_only: str


@sealed
class MontySyntaxError(_Located):
    """The code is not a program."""


@sealed
class MontyRuntimeError(_Located):
    """The program raised an exception that it did not catch, or a limit stopped it."""


@sealed
class MontyTypingError(MontyError):
    """Type checking found mistakes; nothing was run."""

    def display(self) -> str:
        """The diagnostics, in the format that the checkout asked for."""
        return self._message


@sealed
class MontyConversionError(MontyError):
    """A value of the host cannot enter the sandbox."""


@sealed
class MontyCrashedError(MontyError):
    """The worker process is gone, and the session with it; the pool goes on with another."""

    _timed_out: bool
    _status: int | None

    @property
    def timed_out(self) -> bool:
        """Whether the pool ended the worker because of its `request_timeout`."""
        return self._timed_out

    @property
    def exit_status(self) -> int | None:
        """The worker's exit code; None if a signal ended it."""
        return self._status


@sealed
class MontyDisconnectError(MontyError):
    """The connection to a remote worker was closed."""


@sealed
class MontyShutdown(MontyError):
    """A remote server shuts down; the request did not run."""

    _dump: bytes | None = None

    @property
    def dump(self) -> bytes | None:
        """What restores the session elsewhere, if anything does."""
        return self._dump


def _make(cls: type[Any], message: str, inner: BaseException, **more: Any) -> Any:
    error = Exception.__new__(cls)
    error._message, error._inner = message, inner
    for name, value in more.items():
        setattr(error, name, value)
    return error


_NO_MARKS = ("raise", "assert", "import ", "from ")
_REPEATS = 3


def display(frames: list[Frame], type_name: str, message: str) -> str:
    """A traceback as the interface shows it: of each frame the whole expression is marked, where that says something."""
    end = f"{type_name}: {message}" if message else type_name
    lines = ["Traceback (most recent call last):"]
    for _, group in itertools.groupby(frames, lambda frame: (frame.filename, frame.line, frame.function_name)):
        same = list(group)
        lines += [_row(frame, frame is frames[-1], type_name) for frame in same[:_REPEATS]]
        if len(same) > _REPEATS:
            lines.append(f"  [Previous line repeated {len(same) - _REPEATS} more times]")
    return "\n".join([*lines, end])


def _row(frame: Frame, raises: bool, type_name: str) -> str:
    head = f'  File "{frame.filename}", line {frame.line}, in {frame.function_name}'
    if frame.source_line is None:
        return head
    text = frame.source_line.strip()
    lead = len(frame.source_line) - len(frame.source_line.lstrip())
    expression = frame.source_line[frame.column - 1 :].lstrip()
    silent = raises and (text.startswith(_NO_MARKS) or expression.startswith(_NO_MARKS) or type_name == "AttributeError")
    width = (frame.end_column if frame.end_line == frame.line else len(frame.source_line.rstrip()) + 1) - frame.column
    if silent or width <= 0:
        return f"{head}\n    {text}"
    return f"{head}\n    {text}\n    {' ' * (frame.column - 1 - lead)}{'~' * width}"


def runtime_error(type_name: str, message: str, traceback: str = "", frames: tuple[Frame, ...] | list[Frame] = (), inner: BaseException | None = None) -> MontyRuntimeError:
    line = f"{type_name}: {message}" if message else type_name
    text = traceback.rstrip("\n") or line
    error: MontyRuntimeError = _make(MontyRuntimeError, line, inner or python_exception(type_name, message), _type=type_name, _message_only=message, _text=text, _frames=list(frames))
    return error


def syntax_error(message: str, traceback: str = "", frames: tuple[Frame, ...] | list[Frame] = (), type_name: str = "SyntaxError") -> MontySyntaxError:
    text = traceback.rstrip("\n") or f"SyntaxError: {message}"
    inner = SyntaxError(message)
    error: MontySyntaxError = _make(MontySyntaxError, message, inner, _type=type_name, _message_only=message, _text=text, _frames=list(frames))
    return error


def typing_error(diagnostics: str) -> MontyTypingError:
    error: MontyTypingError = _make(MontyTypingError, diagnostics, TypeError(diagnostics))
    return error


def conversion_error(message: str) -> MontyConversionError:
    error: MontyConversionError = _make(MontyConversionError, message, TypeError(message))
    return error


def crashed_error(message: str, timed_out: bool = False, exit_status: int | None = None) -> MontyCrashedError:
    error: MontyCrashedError = _make(MontyCrashedError, message, RuntimeError(message), _timed_out=timed_out, _status=exit_status)
    return error
