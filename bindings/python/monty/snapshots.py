"""Programs that stand still at a question to their host: answer it, dump it, fork it, throw it away."""

from __future__ import annotations

from . import _monty
from ._host import Host
from .errors import Frame, MontyError, MontySnapshotError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from typing_extensions import Unpack

    from ._host import StartOptions
    from ._tools import Tools

__all__ = ["Call", "Complete", "FunctionCall", "Futures", "NameLookup", "OSCall", "Snapshot", "SnapshotInfo", "inspect"]

_UNSET: Any = object()


class Call:
    """A call of a function of the host."""

    __slots__ = ("args", "id", "kwargs", "name")

    def __init__(self, id: int, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.id = id
        self.name = name
        self.args = args
        self.kwargs = kwargs

    def __repr__(self) -> str:
        parts = [repr(a) for a in self.args] + [f"{k}={v!r}" for k, v in self.kwargs.items()]
        return f"{self.name}({', '.join(parts)})"

    def __rich_repr__(self) -> Iterator[Any]:
        yield from self.args
        yield from self.kwargs.items()


class Complete:
    """The program has ended; `output` is the value of its last expression."""

    __slots__ = ("output", "usage")

    def __init__(self, output: Any, usage: _monty.Usage) -> None:
        self.output = output
        self.usage = usage

    def __repr__(self) -> str:
        return f"Complete({self.output!r})"

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.output
        yield "usage", self.usage


class Snapshot:
    """A program at a question. Going on uses the snapshot up: fork() or dump() first to keep it.

    `pending` are the calls in flight.
    """

    __slots__ = ("_driver", "_host", "_live", "_place", "_sandbox", "pending")

    def __init__(self, sandbox: _monty.Sandbox, host: Host, driver: Any, pending: dict[int, Call], place: tuple[Any, ...]) -> None:
        self._sandbox = sandbox
        self._host = host
        self._driver = driver
        self._live = True
        self.pending = pending
        self._place = place

    @property
    def position(self) -> Frame:
        """The line that asks."""
        return Frame(*self._place)

    def _question(self) -> str:
        return ""

    def __repr__(self) -> str:
        used = "" if self._live else ", resumed"
        flight = f", {len(self.pending)} in flight" if self.pending else ""
        return f"<{type(self).__name__} {self._question()} at {self.position.file}:{self.position.line}{flight}{used}>"

    def _take(self) -> _monty.Sandbox:
        if not self._live:
            raise MontySnapshotError("this snapshot was resumed already: dump() or fork() it first to go on from it twice")
        return self._sandbox

    def _go(self, step: Callable[[], tuple[Any, ...]]) -> Snapshot | Complete:
        if self._driver is not None:
            raise MontyError("this program's tools are asynchronous: use the resume_async() of the snapshot")
        before = self._sandbox.steps
        try:
            at = step()
        finally:
            self._live = self._sandbox.steps == before  # else a value was refused
        return _snapshot(self._sandbox, self._host, None, at, self.pending)

    async def _go_async(self, step: Callable[[], tuple[Any, ...]]) -> Snapshot | Complete:
        from ._aio import Driver

        driver = self._driver or Driver(self._sandbox, self._host)
        before = self._sandbox.steps
        try:
            at = await driver.advance(step, self.pending)
        finally:
            self._live = self._sandbox.steps == before
        return _snapshot(self._sandbox, self._host, driver, at, self.pending)

    def dump(self, key: bytes = b"") -> bytes:
        """The whole program as bytes, for Snapshot.load() here or elsewhere. With a key it is signed."""
        return self._take().dump(key)

    @staticmethod
    def load(data: bytes, *, key: bytes = b"", tools: Tools = None, **options: Unpack[StartOptions]) -> Snapshot | Complete:
        """The program of a dump. A dump grants nothing: functions that `tools` lack come back as questions."""
        return _loaded(Host(tools, (), None, options), data, key)

    def fork(self) -> Snapshot:
        """An independent copy, at the same question."""
        copy = _loaded(self._host.copy(self._take()), self._sandbox.dump(), b"")
        if isinstance(copy, Complete):
            raise MontySnapshotError("nothing is suspended")
        return copy

    @property
    def usage(self) -> _monty.Usage:
        """What the program has used so far."""
        return self._sandbox.usage()

    def cancel(self) -> None:
        """Stops the run, from any thread."""
        self._sandbox.cancel()


class _Answerable(Snapshot):
    __slots__ = ()

    def _step(self, value: Any, exception: BaseException | None) -> Callable[[], tuple[Any, ...]]:
        sandbox = self._take()
        if (value is _UNSET) == (exception is None):
            raise TypeError("resume with a value or with an exception")
        if exception is None:
            return lambda: sandbox.resume(value)
        return lambda: sandbox.resume_error(exception)

    def resume(self, value: Any = _UNSET, *, exception: BaseException | None = None) -> Snapshot | Complete:
        """Goes on with the answer: a value, or an exception that is raised where the program asks."""
        return self._go(self._step(value, exception))

    async def resume_async(self, value: Any = _UNSET, *, exception: BaseException | None = None) -> Snapshot | Complete:
        """resume() on the event loop."""
        return await self._go_async(self._step(value, exception))


class FunctionCall(_Answerable):
    """The program calls a function of the host."""

    __slots__ = ("call",)
    call: Call

    @property
    def name(self) -> str:
        """Name of the function."""
        return self.call.name

    @property
    def args(self) -> tuple[Any, ...]:
        """Arguments by position."""
        return self.call.args

    @property
    def kwargs(self) -> dict[str, Any]:
        """Arguments by name."""
        return self.call.kwargs

    def _question(self) -> str:
        return repr(self.call)

    def resume_future(self) -> Snapshot | Complete:
        """Goes on with an awaitable, to be settled when the program waits for it (Futures)."""
        self.pending = {**self.pending, self.call.id: self.call}
        return self._go(self._take().resume_future)


class OSCall(FunctionCall):
    """The program asks the operating system: `name` is the operation."""

    __slots__ = ()

    def refuse(self) -> Snapshot | Complete:
        """Goes on with a PermissionError."""
        return self._go(self._take().resume_refused)


class NameLookup(_Answerable):
    """The program uses a global that is missing: resume with its value, as a function of the host, or refuse."""

    __slots__ = ("name",)
    name: str

    def _question(self) -> str:
        return self.name

    def resume_function(self, *, awaited: bool = False) -> Snapshot | Complete:
        """The name is a function of the host, whose calls come back as questions."""
        sandbox = self._take()
        self._host.declared.add(self.name)
        return self._go(lambda: sandbox.resume_declared(awaited))

    def refuse(self) -> Snapshot | Complete:
        """Goes on with a NameError."""
        return self._go(self._take().resume_refused)


class Futures(Snapshot):
    """Everything that runs waits for calls in flight (`pending`). `timeout`: a timer of the program's own, or None."""

    __slots__ = ("timeout",)
    timeout: float | None

    def _question(self) -> str:
        return "waits for " + ", ".join(map(repr, self.pending.values()))

    def resume(self, answers: Mapping[int, Any] | None = None, *, exceptions: Mapping[int, BaseException] | None = None, waited: float | None = None) -> Snapshot | Complete:
        """Settles calls by their ids, with values or exceptions, some or all; with none, the timer runs out."""
        sandbox = self._take()
        rows: list[tuple[int, Any, BaseException | None]] = [(id, value, None) for id, value in (answers or {}).items()]
        rows += [(id, None, exception) for id, exception in (exceptions or {}).items()]
        unknown = [id for id, _, _ in rows if id not in self.pending]
        if unknown:
            raise KeyError(f"no call in flight has the id {unknown[0]}")
        self.pending = {id: call for id, call in self.pending.items() if id not in {row[0] for row in rows}}
        return self._go(lambda: sandbox.settle(rows, -1.0 if waited is None else waited))


def _snapshot(sandbox: _monty.Sandbox, host: Host, driver: Any, step: tuple[Any, ...], pending: dict[int, Call]) -> Snapshot | Complete:
    """What a step of the driver has come to."""
    state, question, started, timeout, position, _ = step
    if state == 0:
        return Complete(sandbox.result(), sandbox.usage())
    if driver is None and started:
        pending = {**pending, **{call[0]: Call(*call) for call in started}}
    snapshot: Snapshot
    if state in (1, 2):
        snapshot = (FunctionCall if state == 1 else OSCall)(sandbox, host, driver, pending, position)
        snapshot.call = Call(*question)
    elif state == 5:
        snapshot = NameLookup(sandbox, host, driver, pending, position)
        snapshot.name = question[1]
    else:
        snapshot = Futures(sandbox, host, driver, pending, position)
        snapshot.timeout = timeout if timeout >= 0 else None
    return snapshot


def _loaded(host: Host, data: bytes, key: bytes) -> Snapshot | Complete:
    sandbox = host.load(data, key)
    return _snapshot(sandbox, host, None, sandbox.progress(), {})


class SnapshotInfo:
    """What a dump holds."""

    __slots__ = ("authenticated", "bytes", "frames", "functions", "made_by", "mounts", "sources", "suspended", "types", "version")
    bytes: int
    made_by: str
    version: int
    suspended: bool
    authenticated: bool
    frames: list[Frame]
    sources: dict[str, int]
    functions: list[str]
    mounts: list[str]
    types: list[tuple[str, int, int]]

    def __init__(self, rows: dict[str, Any]) -> None:
        for name, value in rows.items():
            setattr(self, name, [Frame(*f) for f in value] if name == "frames" else value)

    def __repr__(self) -> str:
        at = f" at {self.frames[-1].file}:{self.frames[-1].line}" if self.frames else ""
        return f"<SnapshotInfo {self.bytes} bytes{at}, functions: {', '.join(self.functions) or 'none'}>"

    def __rich_repr__(self) -> Iterator[Any]:
        for name in self.__slots__:
            yield name, getattr(self, name)


def inspect(data: bytes) -> SnapshotInfo:
    """Looks into a dump without running anything of it."""
    return SnapshotInfo(_monty.inspect(data))
