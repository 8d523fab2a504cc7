"""Programs: compiled once, run any number of times."""

from __future__ import annotations

from . import _monty
from ._host import prepared
from .snapshots import Complete, Snapshot, _snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from typing_extensions import Unpack

    from ._host import Options, StartOptions
    from ._tools import Tools

__all__ = ["Program", "run_async"]


class Program(_monty.Program):
    """A program: compiled once, run any number of times, each in a sandbox of its own, on any threads.

    >>> Program("x * 2").run({"x": 21})
    42
    """

    def __repr__(self) -> str:
        lines = self.code.strip().splitlines() or [""]
        more = f" ... ({len(lines)} lines)" if len(lines) > 1 else "..." if len(lines[0]) > 60 else ""
        return f"<Program {self.filename}: {lines[0][:60]}{more}>"

    def __rich__(self) -> Any:
        from rich.syntax import Syntax

        return Syntax(self.code, "python", line_numbers=True)

    def check(
        self,
        inputs: Mapping[str, Any] | None = None,
        *,
        tools: Tools = None,
        functions: Iterable[str] = (),
        input_types: Mapping[str, Any] | None = None,
        stubs: str | None = None,
    ) -> None:
        """Checks the types, which run(type_check=True) does first. MontyTypingError: there are mistakes.

        Types of tools are those of their annotations, types of inputs those of their values, or given: `input_types`, as
        in {"n": int}. `stubs`, a .pyi file as text, goes before both.
        """
        from ._check import Checker
        from ._tools import by_name

        Checker(by_name(tools), functions, stubs).check(self, inputs, input_types)

    def start(
        self, inputs: Mapping[str, Any] | None = None, *, functions: Iterable[str] = (), tools: Tools = None, **options: Unpack[StartOptions]
    ) -> Snapshot | Complete:
        """Runs until the program asks for something that no tool answers, or ends.

        functions: names of functions whose calls come back as FunctionCall. ask_names: globals that are missing come
        back as NameLookup. ask_os: questions that policy and os_call leave open come back as OSCall, else they are
        refused. The other options are those of run().
        """
        host, sandbox = prepared(self, inputs, tools, functions, False, options)
        return _snapshot(sandbox, host, None, sandbox.start(self), {})

    async def start_async(
        self, inputs: Mapping[str, Any] | None = None, *, functions: Iterable[str] = (), tools: Tools = None, **options: Unpack[StartOptions]
    ) -> Snapshot | Complete:
        """start() on the event loop: tools may be asynchronous. Go on with the snapshot's resume_async()."""
        from ._aio import Driver

        host, sandbox = prepared(self, inputs, tools, functions, True, options)
        driver = Driver(sandbox, host)
        pending: dict[int, Any] = {}
        return _snapshot(sandbox, host, driver, await driver.advance(lambda: sandbox.start(self), pending), pending)

    async def run_async(self, inputs: Mapping[str, Any] | None = None, *, tools: Tools = None, **options: Unpack[Options]) -> Any:
        """run() on the event loop: the program runs in a thread, its tools on the loop; those that it awaits together
        are in flight together. Cancelling the task stops the program."""
        from . import _aio

        host, sandbox = prepared(self, inputs, tools, (), True, options)
        return await _aio.run(host, sandbox, self)


async def run_async(
    code: str, *, inputs: Mapping[str, Any] | None = None, tools: Tools = None, filename: str = "main.py", **options: Unpack[Options]
) -> Any:
    """run() on the event loop; see Program.run_async()."""
    program = Program(code, filename=filename, limits=options.get("limits"))
    return await program.run_async(inputs, tools=tools, **options)
