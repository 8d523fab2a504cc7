"""Programs: compiled once, run any number of times."""

from __future__ import annotations

from . import _monty
from ._host import Host, given
from .snapshots import Complete, Snapshot, _snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from ._tools import Tools

__all__ = ["Program", "run_async"]


class Program(_monty.Program):
    """A program: compiled once, run any number of times, each in a sandbox of its own, on any threads.

    >>> Program("x * 2").run({"x": 21})
    42
    """

    def __repr__(self) -> str:
        first = self.code.strip().partition("\n")[0]
        return f"<Program {self.filename}: {first[:60]}{'...' if len(first) > 60 or chr(10) in self.code.strip() else ''}>"

    def start(
        self,
        inputs: Mapping[str, Any] | None = None,
        *,
        functions: Iterable[str] = (),
        tools: Tools = None,
        limits: _monty.Limits | Mapping[str, Any] | None = None,
        print: Any = None,
        policy: _monty.Policy | None = None,
        cancel: _monty.Cancel | None = None,
        on_progress: Callable[[], bool | None] | None = None,
        os_call: Callable[[str, tuple[Any, ...]], Any] | None = None,
        read_line: Callable[[], str | None] | None = None,
        types: Iterable[type[Any]] | None = None,
        ask_names: bool = False,
        ask_os: bool = False,
    ) -> Snapshot | Complete:
        """Runs until the program asks for something that no tool answers, or ends.

        functions: names of functions whose calls come back as FunctionCall. ask_names: globals that are missing come
        back as NameLookup. ask_os: questions that policy and os_call leave open come back as OSCall, else they are
        refused. The rest as of run().
        """
        options = given(
            limits=limits, print=print, policy=policy, cancel=cancel, on_progress=on_progress, os_call=os_call, read_line=read_line, types=types,
            ask_names=ask_names, ask_os=ask_os,
        )  # fmt: skip
        host = Host(tools, functions, False, options)
        sandbox = host.make()
        for name, value in (inputs or {}).items():
            sandbox.set(name, value)
        host.offer(sandbox, self)
        return _snapshot(sandbox, host, None, sandbox.start(self), {})

    async def start_async(
        self,
        inputs: Mapping[str, Any] | None = None,
        *,
        functions: Iterable[str] = (),
        tools: Tools = None,
        limits: _monty.Limits | Mapping[str, Any] | None = None,
        print: Any = None,
        policy: _monty.Policy | None = None,
        cancel: _monty.Cancel | None = None,
        on_progress: Callable[[], bool | None] | None = None,
        os_call: Callable[[str, tuple[Any, ...]], Any] | None = None,
        read_line: Callable[[], str | None] | None = None,
        types: Iterable[type[Any]] | None = None,
        ask_names: bool = False,
        ask_os: bool = False,
    ) -> Snapshot | Complete:
        """start() on the event loop: tools may be asynchronous. Go on with the snapshot's resume_async()."""
        from ._aio import Driver

        options = given(
            limits=limits, print=print, policy=policy, cancel=cancel, on_progress=on_progress, os_call=os_call, read_line=read_line, types=types,
            ask_names=ask_names, ask_os=ask_os,
        )  # fmt: skip
        host = Host(tools, functions, True, options)
        sandbox = host.make()
        for name, value in (inputs or {}).items():
            sandbox.set(name, value)
        host.offer(sandbox, self)
        driver = Driver(sandbox, host)
        pending: dict[int, Any] = {}
        return _snapshot(sandbox, host, driver, await driver.advance(lambda: sandbox.start(self), pending), pending)

    async def run_async(
        self,
        inputs: Mapping[str, Any] | None = None,
        *,
        tools: Tools = None,
        limits: _monty.Limits | Mapping[str, Any] | None = None,
        print: Any = None,
        policy: _monty.Policy | None = None,
        cancel: _monty.Cancel | None = None,
        on_progress: Callable[[], bool | None] | None = None,
        os_call: Callable[[str, tuple[Any, ...]], Any] | None = None,
        read_line: Callable[[], str | None] | None = None,
        types: Iterable[type[Any]] | None = None,
    ) -> Any:
        """run() on the event loop: the program runs in a thread, its tools on the loop; those that it awaits together
        are in flight together. Cancelling the task stops the program."""
        from . import _aio

        options = given(limits=limits, print=print, policy=policy, cancel=cancel, on_progress=on_progress, os_call=os_call, read_line=read_line, types=types)
        host = Host(tools, (), True, options)
        sandbox = host.make()
        for name, value in (inputs or {}).items():
            sandbox.set(name, value)
        return await _aio.run(host, sandbox, self)


async def run_async(
    code: str,
    *,
    inputs: Mapping[str, Any] | None = None,
    tools: Tools = None,
    limits: _monty.Limits | Mapping[str, Any] | None = None,
    print: Any = None,
    filename: str = "main.py",
    policy: _monty.Policy | None = None,
    cancel: _monty.Cancel | None = None,
    on_progress: Callable[[], bool | None] | None = None,
    os_call: Callable[[str, tuple[Any, ...]], Any] | None = None,
    read_line: Callable[[], str | None] | None = None,
    types: Iterable[type[Any]] | None = None,
) -> Any:
    """run() on the event loop; see Program.run_async()."""
    program = Program(code, filename=filename, limits=limits)
    return await program.run_async(
        inputs, tools=tools, limits=limits, print=print, policy=policy, cancel=cancel, on_progress=on_progress, os_call=os_call, read_line=read_line, types=types
    )
