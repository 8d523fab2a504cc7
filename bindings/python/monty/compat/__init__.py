"""The interface of the package pydantic_monty 1.4.0, over Monty: programs run in worker processes.

`monty.install_as_pydantic_monty()` makes `import pydantic_monty` give this module.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import EllipsisType
from typing import Any, Literal, Protocol, TypedDict, Union

from ._worker import IN_PROCESS as IN_PROCESS
from .class_instance import ClassInstance, ClassType
from .errors import (
    Frame,
    MontyConversionError,
    MontyCrashedError,
    MontyDisconnectError,
    MontyError,
    MontyRuntimeError,
    MontyShutdown,
    MontySyntaxError,
    MontyTypingError,
)
from .mounts import MountDir
from .os_access import AbstractFile, AbstractOS, CallbackFile, MemoryFile, OSAccess, OsFunction, ScanEntry, StatResult
from .session import AsyncMonty, AsyncMontySession, AsyncMontyWebsocket, Monty, MontySession
from .snapshots import AsyncFunctionSnapshot, AsyncFutureSnapshot, AsyncNameLookupSnapshot, FunctionSnapshot, FutureSnapshot, NameLookupSnapshot
from .values import (
    NOT_HANDLED,
    CollectStreams,
    CollectString,
    ExternalModule,
    MontyClassProxy,
    MontyClassTypeProxy,
    MontyComplete,
    MontyFileHandle,
    MontyStdTypeProxy,
    SourceRange,
)

__all__ = (
    "NOT_HANDLED",
    "AbstractFile",
    "AbstractOS",
    "AsyncFunctionSnapshot",
    "AsyncFutureSnapshot",
    "AsyncMonty",
    "AsyncMontySession",
    "AsyncMontyWebsocket",
    "AsyncNameLookupSnapshot",
    "AsyncSnapshot",
    "CallbackFile",
    "ClassInstance",
    "ClassType",
    "CollectStreams",
    "CollectString",
    "ExcType",
    "ExternalException",
    "ExternalExceptionData",
    "ExternalFuture",
    "ExternalModule",
    "ExternalResult",
    "ExternalReturnValue",
    "ExternalSettledResult",
    "Frame",
    "FunctionSnapshot",
    "FutureSnapshot",
    "MemoryFile",
    "Monty",
    "MontyClassProxy",
    "MontyClassTypeProxy",
    "MontyComplete",
    "MontyConversionError",
    "MontyCrashedError",
    "MontyDisconnectError",
    "MontyError",
    "MontyFileHandle",
    "MontyRuntimeError",
    "MontySession",
    "MontyShutdown",
    "MontyStdTypeProxy",
    "MontySyntaxError",
    "MontyTypingError",
    "MountDir",
    "NameLookupSnapshot",
    "OSAccess",
    "OSPolicy",
    "OsFunction",
    "OsHandler",
    "PrintCallback",
    "RandomSeed",
    "ResourceLimits",
    "ScanEntry",
    "SourceRange",
    "StatResult",
    "SyncSnapshot",
    "TimeCaller",
    "TimeZone",
    "TypeCheckFormat",
    "__version__",
    "instrument_telemetry",
)

__version__ = "1.4.0"

ExcType = Literal[
    "Exception", "BaseException", "SystemExit", "KeyboardInterrupt", "ArithmeticError", "OverflowError", "ZeroDivisionError",
    "LookupError", "IndexError", "KeyError", "RuntimeError", "NotImplementedError", "RecursionError", "AttributeError",
    "FrozenInstanceError", "NameError", "UnboundLocalError", "ValueError", "UnicodeDecodeError", "UnicodeEncodeError",
    "json.JSONDecodeError", "tomllib.TOMLDecodeError", "_csv.Error", "ImportError", "ModuleNotFoundError", "OSError",
    "FileNotFoundError", "FileExistsError", "IsADirectoryError", "NotADirectoryError", "PermissionError", "io.UnsupportedOperation",
    "AssertionError", "MemoryError", "StopIteration", "SyntaxError", "TimeoutError", "TypeError", "re.PatternError", "binascii.Error",
    "binascii.Incomplete", "decimal.DecimalException", "decimal.Clamped", "decimal.InvalidOperation", "decimal.ConversionSyntax",
    "decimal.DivisionByZero", "decimal.DivisionImpossible", "decimal.DivisionUndefined", "decimal.Inexact", "decimal.InvalidContext",
    "decimal.Rounded", "decimal.Subnormal", "decimal.Overflow", "decimal.Underflow", "decimal.FloatOperation",
]  # fmt: skip
"""Types of exceptions that a call may be answered with by name."""
EXC_TYPES: frozenset[str] = frozenset(ExcType.__args__)  # type: ignore[attr-defined]


class ResourceLimits(TypedDict, total=False):
    """Bounds of a session; a key that is left out or None is no bound, but depth and suspensions are 1000 then."""

    max_feed_duration_secs: float | None
    max_turn_duration_secs: float | None
    max_memory: int | None
    gc_interval: int | None
    max_recursion_depth: int | None
    max_suspensions: int | None
    max_total_sleep_secs: float | None


class _ZoneName(TypedDict, total=False):
    name: str


class TimeZone(_ZoneName):
    """A fixed offset from UTC, perhaps with a name."""

    offset_seconds: int


class RandomSeed(TypedDict):
    """As random.seed(seed)."""

    seed: int | float | str | bytes


class OSPolicy(TypedDict, total=False):
    """Where clock, sleep and random numbers come from. "call_host" asks the `os` handler."""

    datetime: Literal["system", "call_host"] | datetime.datetime
    timezone: str | TimeZone
    sleep: Literal["system", "call_host", "zero"]
    sleep_system_max: float
    process_time: Literal["zero", "elapsed"]
    random_start: Literal["system", "call_host"] | RandomSeed


class ExternalReturnValue(TypedDict):
    """The call gives a value."""

    return_value: Any


class ExternalException(TypedDict):
    """The call raises an exception."""

    exception: BaseException


class _Message(TypedDict, total=False):
    message: str


class ExternalExceptionData(_Message):
    """The call raises an exception, by its type's name."""

    exc_type: ExcType


class ExternalFuture(TypedDict):
    """The call gives an awaitable, to be settled later."""

    future: EllipsisType


ExternalSettledResult = Union[ExternalReturnValue, ExternalException, ExternalExceptionData]
ExternalResult = Union[ExternalSettledResult, ExternalFuture]
PrintCallback = Union[Callable[[Literal["stdout", "stderr"], str], None], CollectStreams, CollectString]
TypeCheckFormat = Literal["full", "concise", "azure", "json", "jsonlines", "rdjson", "pylint", "gitlab", "github"]
SyncSnapshot = Union[FunctionSnapshot, NameLookupSnapshot, FutureSnapshot, MontyComplete]
AsyncSnapshot = Union[AsyncFunctionSnapshot, AsyncNameLookupSnapshot, AsyncFutureSnapshot, MontyComplete]
TimeCaller = Literal[
    "time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns", "time.gmtime",
    "time.localtime", "time.asctime", "time.ctime", "time.strftime",
]  # fmt: skip


class OsHandler(Protocol):
    """What `os=` takes: answers a question to the operating system, or gives NOT_HANDLED."""

    def __call__(self, *, name: OsFunction, args: tuple[Any, ...], kwargs: dict[str, Any], is_async: bool, **_future_kwargs: Any) -> Any:
        """`is_async`: a coroutine may be given."""
        ...


def instrument_telemetry(*, tracer: Any | None = None, meter: Any | None = None, logger: Any | None = None) -> None:
    """Accepted once, and without effect: nothing is recorded. ValueError: no component is given."""
    global _instrumented
    if tracer is None and meter is None and logger is None:
        raise ValueError("at least one OpenTelemetry component is required")
    import opentelemetry  # type: ignore[import-not-found] # noqa: F401  (whoever has a component has it)

    if _instrumented:
        raise RuntimeError("Monty telemetry is already configured")
    _instrumented = True


_instrumented = False


def _present() -> None:
    # Tracebacks and reprs name the module that clients import.
    for name in __all__:
        thing = globals()[name]
        if isinstance(thing, type) and thing.__module__.startswith(__name__):
            thing.__module__ = "pydantic_monty" + (thing.__module__[len(__name__) :] if thing.__module__.endswith(("os_access", "class_instance")) else "")


def install() -> None:
    """Makes `import pydantic_monty` give this package."""
    import sys

    from . import _names, class_instance, os_access

    there = sys.modules.get("pydantic_monty")
    if there is not None and there is not sys.modules[__name__]:
        raise ImportError("pydantic_monty has been imported already: install before")
    _present()
    sys.modules["pydantic_monty"] = sys.modules[__name__]
    for name, module in (("_monty", _names), ("os_access", os_access), ("class_instance", class_instance)):
        sys.modules[f"pydantic_monty.{name}"] = module
