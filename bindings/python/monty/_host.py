"""What a sandbox is made with, kept so that another can be made of its dump."""

from __future__ import annotations

from . import _monty
from ._tools import by_name, need_event_loop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, TypedDict, Union

    from typing_extensions import Unpack

    from ._tools import Tools

    Progress = Callable[[_monty.Usage], Union[bool, None]]

    class Options(TypedDict, total=False):
        """What a run may be given."""

        limits: _monty.Limits | Mapping[str, Any] | None
        print: Any
        stdout: Any
        stderr: Any
        policy: _monty.Policy | None
        cancel: _monty.Cancel | None
        on_progress: Progress | None
        os_call: Callable[[str, tuple[Any, ...]], Any] | None
        read_line: Callable[[], str | None] | None
        types: Iterable[type[Any]] | dict[str, Any] | None
        type_check: bool
        type_check_stubs: str | None

    class StartOptions(Options, total=False):
        """And beside, a program that is driven."""

        ask_names: bool
        ask_os: bool


class Host:
    """Options, tools and the names of functions that come back as questions."""

    __slots__ = ("awaits_tools", "checker", "declared", "offered", "options", "tools")

    def __init__(self, tools: Tools, functions: Iterable[str], awaits_tools: bool | None, options: Options, earlier: str = "") -> None:
        self.tools: dict[str, Callable[..., Any]] = by_name(tools) if tools else {}
        self.declared = set(functions)
        check, stubs = options.pop("type_check", False), options.pop("type_check_stubs", None)
        self.options = options
        # Tools are answered by the driver on an event loop, rather than in place.
        self.awaits_tools = bool(tools) and need_event_loop(self.tools) if awaits_tools is None else awaits_tools
        self.offered: dict[str, bool] = {}
        self.checker = None
        if check:
            from ._check import Checker

            self.checker = Checker(self.tools, self.declared, stubs, earlier)

    def copy(self, sandbox: _monty.Sandbox) -> Host:
        """The same for a copy of the sandbox."""
        options: Options = {**self.options, "types": sandbox.types}
        host = Host(self.tools, self.declared, self.awaits_tools, options)
        host.offered = dict(self.offered)
        host.checker = self.checker and self.checker.copy()
        return host

    def make(self) -> _monty.Sandbox:
        """A new sandbox, with no functions yet."""
        return _monty.Sandbox(**self.options)

    def load(self, dump: bytes, key: bytes) -> _monty.Sandbox:
        """A sandbox of a dump, whose functions are granted: the tools, and the others to be asked for."""
        sandbox = _monty.Sandbox(dump=dump, key=key, **self.options)
        if not self.awaits_tools:
            for name, tool in self.tools.items():
                sandbox.grant(name, tool)
        return sandbox

    def prepare(self, sandbox: _monty.Sandbox, program: _monty.Program, inputs: Mapping[str, Any] | None) -> None:
        """Checks the program, binds its inputs, and gives it its functions in the manner that it calls them."""
        if self.checker is not None:
            self.checker.check(program, inputs)
        for name, value in (inputs or {}).items():
            sandbox.set(name, value)
        for name in (*self.tools, *self.declared):
            awaited = program.awaits(name)
            if self.offered.get(name) == awaited:
                continue
            self.offered[name] = awaited
            if name in self.tools and not self.awaits_tools:
                sandbox.define(name, self.tools[name], awaited)
            else:
                sandbox.declare(name, awaited)


def prepared(
    program: _monty.Program, inputs: Mapping[str, Any] | None, tools: Tools, functions: Iterable[str], awaits_tools: bool, options: Options
) -> tuple[Host, _monty.Sandbox]:
    """A sandbox that is ready to run the program."""
    host = Host(tools, functions, awaits_tools, options)
    sandbox = host.make()
    host.prepare(sandbox, program, inputs)
    return host, sandbox
