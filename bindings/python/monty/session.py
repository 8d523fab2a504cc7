"""Sessions: snippets that run one after the other in the same globals, as at a prompt."""

from __future__ import annotations

from . import _monty
from ._host import Host
from .errors import MontyError
from .snapshots import Complete, Snapshot, _snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from typing_extensions import Unpack

    from ._host import StartOptions
    from ._tools import Tools

__all__ = ["Session"]


class Session:
    """One sandbox whose globals stay from snippet to snippet. One thread at a time uses it.

    >>> with Session() as session:
    ...     session.feed("x = 20")
    ...     session.feed("x + 1")
    21
    """

    def __init__(
        self, *, tools: Tools = None, inputs: Mapping[str, Any] | None = None, functions: Iterable[str] = (), **options: Unpack[StartOptions]
    ) -> None:
        """The arguments are those of Program.run() and Program.start(); limits hold for each snippet, memory for all.
        type_check: each snippet is checked against all before it."""
        self._begin(Host(tools, functions, None, options))
        self._sandbox: _monty.Sandbox | None = self._host.make()
        for name, value in (inputs or {}).items():
            self.set(name, value)

    def _begin(self, host: Host) -> None:
        self._host = host
        self._fed = 0

    def _open(self) -> _monty.Sandbox:
        if self._sandbox is None:
            raise MontyError("the session is closed")
        return self._sandbox

    def _ready(self, code: str | _monty.Program, inputs: Mapping[str, Any] | None) -> tuple[_monty.Sandbox, _monty.Program]:
        sandbox = self._open()
        program = code if isinstance(code, _monty.Program) else _monty.Program(code, filename=f"<snippet {self._fed + 1}>", limits=self._host.options.get("limits"))
        self._host.prepare(sandbox, program, inputs)
        self._fed += 1
        return sandbox, program

    def feed(self, code: str | _monty.Program, inputs: Mapping[str, Any] | None = None) -> Any:
        """Runs a snippet; the value of its last expression. After an error the globals are as it left them."""
        if self._host.awaits_tools:
            from ._aio import blocking

            return blocking(self.feed_async(code, inputs))
        sandbox, program = self._ready(code, inputs)
        return sandbox.run(program)

    async def feed_async(self, code: str | _monty.Program, inputs: Mapping[str, Any] | None = None) -> Any:
        """feed() on the event loop, where asynchronous tools run together."""
        from . import _aio

        sandbox, program = self._ready(code, inputs)
        return await _aio.run(self._host, sandbox, program)

    def feed_start(self, code: str | _monty.Program, inputs: Mapping[str, Any] | None = None) -> Snapshot | Complete:
        """Runs a snippet until it asks for something that no tool answers, or ends. It shares the session's globals."""
        if self._host.awaits_tools:
            raise MontyError("a tool is asynchronous: use feed_async()")
        sandbox, program = self._ready(code, inputs)
        return _snapshot(sandbox, self._host, None, sandbox.start(program), {})

    def get(self, name: str) -> Any:
        """The value of a global variable. MontyRuntimeError of type NameError: there is none."""
        return self._open().get(name)

    def set(self, name: str, value: Any) -> None:
        """Binds a global variable."""
        self._open().set(name, value)
        if self._host.checker is not None:
            self._host.checker.stubs.add_value(name, value)

    def dump(self, key: bytes = b"") -> bytes:
        """The whole session as bytes, for Session.load(). With a key it is signed."""
        return self._open().dump(key)

    @classmethod
    def load(
        cls, data: bytes, *, key: bytes = b"", tools: Tools = None, functions: Iterable[str] = (), earlier: str = "", **options: Unpack[StartOptions]
    ) -> Session:
        """The session of a dump; the other arguments are those of Session(). A dump grants nothing: name its tools again.
        earlier: for type checks, what ran before the dump (`checked` of the session that was dumped)."""
        session = cls.__new__(cls)
        session._begin(Host(tools, functions, None, options, earlier))
        session._sandbox = session._host.load(data, key)
        return session

    def fork(self) -> Session:
        """An independent copy."""
        copy = type(self).__new__(type(self))
        copy._begin(self._host.copy(self._open()))
        copy._sandbox = copy._host.load(self._open().dump(), b"")
        copy._fed = self._fed
        return copy

    @property
    def checked(self) -> str:
        """The source of all snippets that type checks let pass."""
        return "" if self._host.checker is None else self._host.checker.earlier

    @property
    def usage(self) -> _monty.Usage:
        """What the session has used so far."""
        return self._open().usage()

    def set_limits(self, limits: _monty.Limits | Mapping[str, Any] | None) -> None:
        """For the snippets to come."""
        self._open().set_limits(limits)
        self._host.options["limits"] = limits

    def cancel(self) -> None:
        """Stops the snippet that runs, from any thread; uncancel() lets others begin."""
        self._open().cancel()

    def uncancel(self) -> None:
        """Snippets may run again."""
        self._open().uncancel()

    def close(self) -> None:
        """Frees the sandbox."""
        self._sandbox = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._sandbox is None:
            return "<Session, closed>"
        return f"<Session, {self._fed} snippets, {self.usage.memory} bytes>"
