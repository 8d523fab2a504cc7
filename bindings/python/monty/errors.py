"""The exceptions that running programs may raise. All of them are MontyErrors."""

from __future__ import annotations

import builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal, NamedTuple

    class Frame(NamedTuple):
        file: str
        line: int
        function: str

    class Finding(NamedTuple):
        file: str
        line: int
        column: int
        rule: str
        message: str
else:
    from collections import namedtuple

    Frame = namedtuple("Frame", ["file", "line", "function"])
    Frame.__doc__ = "A line of a traceback."
    Finding = namedtuple("Finding", ["file", "line", "column", "rule", "message"])
    Finding.__doc__ = "A mistake that a type check found; line and column count from 1."

__all__ = [
    "Finding",
    "Frame",
    "MontyCancelledError",
    "MontyConversionError",
    "MontyDepthError",
    "MontyError",
    "MontyInstructionsError",
    "MontyInternalError",
    "MontyLimitError",
    "MontyMemoryError",
    "MontyOutputError",
    "MontyRuntimeError",
    "MontySnapshotError",
    "MontySyntaxError",
    "MontyTimeError",
    "MontyTypingError",
    "ProgramException",
]


class MontyError(Exception):
    """Base of all. `message` is what went wrong, without the name of its type."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class ProgramException(Exception):
    """Stands for an exception of a class that is not builtin; `type_name` is its name."""

    def __init__(self, type_name: str, message: str) -> None:
        super().__init__(message)
        self.type_name = type_name

    def __repr__(self) -> str:
        return f"<{self.type_name}: {self}>"


class _ProgramError(MontyError):
    """An error with a place in the program's source."""

    __notes__: list[str]

    def __init__(self, message: str = "", *, type_name: str = "", traceback: str = "", frames: tuple[Frame, ...] = ()) -> None:
        super().__init__(message)
        self.type_name = type_name
        self.traceback = traceback
        self.frames = frames

    def __str__(self) -> str:
        return self.display("type-msg")

    def display(self, format: Literal["traceback", "type-msg", "msg"] = "traceback") -> str:
        """As text: as Python prints it with source excerpts, in one line, or the message alone."""
        if format == "traceback":
            return self.traceback.rstrip("\n") or self.display("type-msg")
        if format == "type-msg":
            return f"{self.type_name}: {self.message}" if self.message else self.type_name
        if format == "msg":
            return self.message
        raise ValueError(f"format is 'traceback', 'type-msg' or 'msg', not {format!r}")

    def __rich__(self) -> Any:
        from rich.text import Text

        text = Text(self.display())
        text.highlight_regex(r"(?m)^ +[~^]+$", "red")
        text.highlight_regex(r'"[^"]+", line \d+', "cyan")
        text.highlight_regex(r"\A.*\Z|\n\S.*\Z", "bold red")
        return text

    @property
    def exception(self) -> BaseException:
        """The exception as one of the host's own: builtin where the program's is, else a ProgramException."""
        return _builtin_exception(self.type_name, self.message)


class MontySyntaxError(_ProgramError):
    """The source is not a program. `incomplete`: more lines could make it one (for a prompt)."""

    incomplete = False


class MontyRuntimeError(_ProgramError):
    """An exception that the program did not catch. `exit_status`: of a SystemExit, else None."""

    exit_status: int | None = None


class MontyLimitError(_ProgramError):
    """A limit stopped the program; `limit` names it."""

    limit = ""

    def __str__(self) -> str:
        return self.message or self.type_name


class MontyMemoryError(MontyLimitError):
    """Limits.memory; also a MemoryError that the program did not catch."""

    limit = "memory"


class MontyTimeError(MontyLimitError):
    """Limits.seconds."""

    limit = "seconds"


class MontyInstructionsError(MontyLimitError):
    """Limits.instructions."""

    limit = "instructions"


class MontyDepthError(MontyLimitError):
    """Limits.depth."""

    limit = "depth"


class MontyOutputError(MontyLimitError):
    """Limits.output."""

    limit = "output"


class MontyCancelledError(MontyLimitError):
    """Cancelled by the host."""

    limit = "cancel"


class MontyTypingError(MontyError):
    """A type check found mistakes; nothing was run. `errors`: how many."""

    def __init__(self, message: str, errors: int, show: Callable[[str, bool], tuple[int, str]]) -> None:
        super().__init__(message)
        self.errors = errors
        self._show = show

    def __str__(self) -> str:
        return "\n" + self.message.rstrip("\n")

    def display(self, format: str = "full", color: bool = False) -> str:
        """The findings as text: "full" (with the lines of the source), "concise", "json", "jsonlines", "github", "azure",
        "gitlab", "rdjson" or "pylint"; `color`: with escape sequences, as a terminal takes them."""
        return self.message if format == "full" and not color else self._show(format, color)[1]

    def __rich__(self) -> Any:
        from rich.text import Text

        return Text.from_ansi(self.display(color=True))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings one by one."""
        from json import loads

        rows = loads(self._show("json", False)[1])
        return tuple(Finding(r["filename"], r["location"]["row"], r["location"]["column"], r["code"], r["message"]) for r in rows)


class MontyConversionError(MontyError, TypeError):
    """A value cannot cross between host and program."""


class MontySnapshotError(MontyError):
    """A dump is refused, or there is nothing to dump or to resume."""


class MontyInternalError(MontyError):
    """A defect of the library."""


# By number of the library's monty_limit.
_LIMITS: tuple[type[MontyLimitError], ...] = (
    MontyLimitError,
    MontyMemoryError,
    MontyTimeError,
    MontyInstructionsError,
    MontyDepthError,
    MontyOutputError,
    MontyMemoryError,
    MontyCancelledError,
)
_LIMIT_TYPES = {1: "MemoryError", 2: "TimeoutError", 4: "RecursionError", 7: "KeyboardInterrupt"}


def _builtin_exception(type_name: str, message: str) -> BaseException:
    cls = getattr(builtins, type_name, None)
    if not (isinstance(cls, type) and issubclass(cls, BaseException)):
        return ProgramException(type_name, message)
    if cls is KeyError:
        from ast import literal_eval

        try:
            return KeyError(literal_eval(message))
        except (ValueError, SyntaxError):
            return KeyError(message)
    exception: BaseException = cls.__new__(cls)
    exception.args = (message,) if message else ()
    return exception


def _from_library(
    kind: int,
    limit: int,
    type_name: str,
    message: str,
    traceback: str,
    frames: list[tuple[str, int, str]],
    incomplete: bool,
    exit_status: int | None,
    cause: BaseException | None,
) -> MontyError:
    """The exception for a monty_error; `cause` is what a tool raised last."""
    places = tuple(Frame(*f) for f in frames)
    if kind == 2 and type_name == "MemoryError":
        return MontyMemoryError(message or "memory limit reached", type_name=type_name, traceback=traceback, frames=places)
    if kind == 3:
        return _LIMITS[limit](message, type_name=_LIMIT_TYPES.get(limit, "RuntimeError"))
    if kind in (1, 2):
        cls = MontySyntaxError if kind == 1 else MontyRuntimeError
        error = cls(message, type_name=type_name, traceback=traceback, frames=places)
        if traceback:
            error.__notes__ = [traceback.rstrip("\n")]  # what Python shows below an exception that nobody catches
        if isinstance(error, MontySyntaxError):
            error.incomplete = incomplete
        elif exit_status is not None:
            error.exit_status = exit_status
            error.type_name = type_name or "SystemExit"
        if cause is not None and (str(cause) == message or message.endswith(f": {cause}")):
            error.__cause__ = cause
        return error
    return {4: MontyConversionError, 5: MontySnapshotError, 6: MontyInternalError}.get(kind, MontyError)(message)
