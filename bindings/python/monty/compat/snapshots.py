"""Programs that stand still at a question to their host."""

from __future__ import annotations

import uuid
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, NoReturn

from . import _drive
from ._coding import exception_name
from ._core import Complete, Core, Suspension, _message
from ._system import Result
from .errors import _Made, sealed
from .values import MontyComplete, SourceRange

if TYPE_CHECKING:
    from ._worker import Worker

__all__ = [
    "AsyncFunctionSnapshot",
    "AsyncFutureSnapshot",
    "AsyncNameLookupSnapshot",
    "FunctionSnapshot",
    "FutureSnapshot",
    "NameLookupSnapshot",
]

_SHAPE = "ExternalResult must be a dict with one of: 'return_value', 'exception', 'exc_type' (with optional 'message'), or 'future'"
_KEYS = ({"return_value"}, {"exception"}, {"exc_type"}, {"exc_type", "message"}, {"future"})
_UNKNOWN = "Unknown exception type: {!r}"


def read_result(given: Any, settled: bool = False) -> Result | None:
    """What an ExternalResult says; None: a future. TypeError: it is none."""
    if not isinstance(given, dict):
        raise TypeError(f"'{type(given).__name__}' object is not an instance of 'dict'")
    if set(given) not in _KEYS:
        raise TypeError(_SHAPE)
    if "return_value" in given:
        return Result(given["return_value"])
    if "exception" in given:
        error = given["exception"]
        if not isinstance(error, BaseException):
            raise TypeError("'exception' must be a BaseException instance")
        return Result(raised=(exception_name(error), _message(error)))
    if "exc_type" in given:
        name = given["exc_type"]
        if not isinstance(name, str):
            raise TypeError("'exc_type' must be a string")
        if not isinstance(given.get("message", ""), str):
            raise TypeError("'message' must be a string")
        if not _known(name):
            raise TypeError(_UNKNOWN.format(name))
        return Result(raised=(_base_of(name), given.get("message") or ""))
    if given["future"] is not ...:
        raise TypeError("value for the 'future' key must be Ellipsis (...)")
    if settled:
        raise TypeError("a future cannot be resolved with another future")
    return None


def _known(name: str) -> bool:
    from . import EXC_TYPES

    return name in EXC_TYPES


def _base_of(name: str) -> str:
    # What the library knows under such names are subclasses of these.
    if name.startswith("decimal."):
        return "ArithmeticError"
    return {"json.JSONDecodeError": "ValueError", "tomllib.TOMLDecodeError": "ValueError", "io.UnsupportedOperation": "OSError", "FrozenInstanceError": "AttributeError", "binascii.Error": "ValueError"}.get(
        name, "Exception" if "." in name else name
    )


class _Snapshot(_Made):
    __slots__ = ("_at", "_core", "_session")
    _at: Suspension
    _core: Core
    _session: Any

    @property
    def script_name(self) -> str:
        """As the checkout named it."""
        return self._core.script_name

    @property
    def position(self) -> SourceRange:
        """The expression that asks."""
        return self._at.position

    def trace_context(self) -> Any:
        """The OpenTelemetry context of the question. ImportError: opentelemetry-api is not installed."""
        try:
            from opentelemetry.context import get_current  # type: ignore[import-not-found]
        except ImportError:
            raise ImportError("trace_context() requires opentelemetry-api; install it with pip install opentelemetry-api") from None

        if self._at.used:
            raise RuntimeError("snapshot has already been resumed")
        return get_current()

    def _worker(self) -> Worker:
        self._core.take(self._at)
        worker: Worker = self._session._need()
        return worker

    def dump(self) -> bytes:
        """The program as bytes, for load_snapshot()."""
        data: bytes = _drive.blocking(self._core.dump(), self._worker())
        return data


class _Function(_Snapshot):
    __slots__ = ()

    @property
    def allow_eager_await(self) -> bool:
        """Whether the program waits for this call and nothing else."""
        return self._at.eager

    @property
    def is_os_function(self) -> bool:
        """Whether it asks the operating system."""
        return self._at.kind in ("os", "import", "sleep")

    @property
    def object_id(self) -> uuid.UUID | None:
        """The instance or class of the host whose method it calls."""
        return self._at.object_id

    @property
    def function_name(self) -> str:
        """Name of the function."""
        return self._at.name

    @property
    def call_id(self) -> int:
        """Number of the call, for futures."""
        return self._at.call_id

    @property
    def args(self) -> tuple[Any, ...]:
        """Arguments by position."""
        return self._at.args

    @property
    def kwargs(self) -> dict[str, Any]:
        """Arguments by name."""
        return self._at.kwargs

    def __repr__(self) -> str:
        return f'{type(self).__name__}(function_name="{self.function_name}", is_os_function={str(self.is_os_function).lower()})'

    def _steps(self, result: Any) -> Generator[Any, Any, Any]:
        answer = read_result(result)
        if answer is None:
            return self._core.give_future(self._at)
        if self._at.kind == "os":
            return self._core.give_system(self._at, answer)
        if answer.raised is not None:
            return self._core.throw(self._at, *answer.raised)
        if self._at.kind == "sleep":
            return self._core.give(self._at, None)
        return self._core.give(self._at, answer.value)

    def _unhandled(self) -> Generator[Any, Any, Any]:
        if not self.is_os_function:
            raise RuntimeError("resume_not_handled() is only valid for OS function snapshots")
        return self._core.not_handled(self._at)


class _Name(_Snapshot):
    __slots__ = ()

    @property
    def variable_name(self) -> str:
        """The name, or the attribute."""
        return self._at.name

    @property
    def object_id(self) -> uuid.UUID | None:
        """The object of the host whose attribute it is."""
        return self._at.object_id

    def __repr__(self) -> str:
        return f'{type(self).__name__}(variable_name="{self.variable_name}")'

    def _steps(self, value: Any) -> Generator[Any, Any, Any]:
        return self._core.refuse_name(self._at) if value is _UNSET else self._core.give_name(self._at, value)


class _Future(_Snapshot):
    __slots__ = ()

    @property
    def pending_call_ids(self) -> list[int]:
        """The calls that are in flight."""
        return list(self._core.pending)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(pending_call_ids={self.pending_call_ids})"

    def _steps(self, results: Any) -> Generator[Any, Any, Any]:
        if not isinstance(results, dict):
            raise TypeError(f"'{type(results).__name__}' object is not an instance of 'dict'")
        answers = {call_id: read_result(given, settled=True) for call_id, given in results.items()}
        return self._core.settle(self._at, answers)  # type: ignore[arg-type]


_UNSET: Any = ...


class _Sync:
    __slots__ = ()

    def _run(self, steps: Generator[Any, Any, Any]) -> Any:
        worker = self._worker()  # type: ignore[attr-defined]
        return make_snapshot(self._session, self._core, self._session._drive(steps, worker), SYNC)  # type: ignore[attr-defined]


class _Async:
    __slots__ = ()

    async def _run(self, steps: Generator[Any, Any, Any]) -> Any:
        worker = self._worker()  # type: ignore[attr-defined]
        return make_snapshot(self._session, self._core, await self._session._drive(steps, worker), ASYNC)  # type: ignore[attr-defined]


@sealed
class FunctionSnapshot(_Sync, _Function):
    """The program calls a function of the host, or asks the operating system (`is_os_function`)."""

    __slots__ = ()

    def resume(self, result: Any) -> Any:
        """Goes on with {"return_value": ...}, {"exception": ...}, {"exc_type": ..., "message": ...} or {"future": ...}."""
        return self._run(self._steps(result))

    def resume_not_handled(self) -> Any:
        """Goes on with the default error."""
        return self._run(self._unhandled())

    def resume_auto(self) -> Any:
        """Goes on with what the feed was given: `external_lookup`, mounts, `os`, the checkout's modules."""
        return self._run(self._core.auto(self._at))


@sealed
class NameLookupSnapshot(_Sync, _Name):
    """The program uses a name that it lacks, or an attribute of an object of the host (`object_id`)."""

    __slots__ = ()

    def resume(self, *, value: Any = _UNSET) -> Any:
        """Goes on with the value; without one it is a NameError or AttributeError."""
        return self._run(self._steps(value))

    def resume_auto(self) -> Any:
        """Goes on with what `external_lookup` or the object's wrapper says."""
        return self._run(self._core.auto(self._at))


@sealed
class FutureSnapshot(_Sync, _Future):
    """Everything in the program waits for calls in flight."""

    __slots__ = ()

    def resume(self, results: dict[int, Any]) -> Any:
        """Settles calls by their ids, some or all."""
        return self._run(self._steps(results))

    def resume_auto(self) -> NoReturn:
        """Always a RuntimeError: coroutines need AsyncMonty."""
        raise RuntimeError("async external functions require AsyncMonty")


@sealed
class AsyncFunctionSnapshot(_Async, _Function):
    """As FunctionSnapshot."""

    __slots__ = ()

    async def resume(self, result: Any) -> Any:
        """As FunctionSnapshot.resume()."""
        return await self._run(self._steps(result))

    async def resume_not_handled(self) -> Any:
        """Goes on with the default error."""
        return await self._run(self._unhandled())

    async def resume_auto(self) -> Any:
        """As FunctionSnapshot.resume_auto(); a coroutine is awaited at once or begins to run (`allow_eager_await`)."""
        return await self._run(self._core.auto(self._at))


@sealed
class AsyncNameLookupSnapshot(_Async, _Name):
    """As NameLookupSnapshot."""

    __slots__ = ()

    async def resume(self, *, value: Any = _UNSET) -> Any:
        """As NameLookupSnapshot.resume()."""
        return await self._run(self._steps(value))

    async def resume_auto(self) -> Any:
        """As NameLookupSnapshot.resume_auto()."""
        return await self._run(self._core.auto(self._at))


@sealed
class AsyncFutureSnapshot(_Async, _Future):
    """As FutureSnapshot."""

    __slots__ = ()

    async def resume(self, results: dict[int, Any]) -> Any:
        """As FutureSnapshot.resume()."""
        return await self._run(self._steps(results))

    async def resume_auto(self) -> Any:
        """Waits for coroutines that resume_auto() began, and settles those that are done."""
        return await self._run(self._core.auto(self._at))


_KINDS = {"call": 0, "os": 0, "line": 0, "import": 0, "sleep": 0, "name": 1, "futures": 2}
SYNC: tuple[Any, ...] = (FunctionSnapshot, NameLookupSnapshot, FutureSnapshot)
ASYNC: tuple[Any, ...] = (AsyncFunctionSnapshot, AsyncNameLookupSnapshot, AsyncFutureSnapshot)


def make_snapshot(session: Any, core: Core, at: Suspension | Complete, classes: tuple[Any, ...]) -> Any:
    """What a feed has come to, as the host sees it."""
    if isinstance(at, Complete):
        done = object.__new__(MontyComplete)
        done._output = at.value
        return done
    snapshot = object.__new__(classes[_KINDS[at.kind]])
    snapshot._session, snapshot._core, snapshot._at = session, core, at
    return snapshot


