"""What a sandbox is made with, kept so that another can be made of its dump."""

from __future__ import annotations

from . import _monty
from ._tools import by_name, need_event_loop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from ._tools import Tools


def given(**options: Any) -> dict[str, Any]:
    """Options without those that are left out."""
    return {name: value for name, value in options.items() if value is not None and value is not False}


class Host:
    """Options, tools and the names of functions that come back as questions."""

    __slots__ = ("awaits_tools", "declared", "offered", "options", "tools")

    def __init__(self, tools: Tools, functions: Iterable[str], awaits_tools: bool | None, options: dict[str, Any]) -> None:
        self.tools: dict[str, Callable[..., Any]] = by_name(tools) if tools else {}
        self.declared = set(functions)
        self.options = options
        # Tools are answered by the driver on an event loop, rather than in place.
        self.awaits_tools = bool(tools) and need_event_loop(self.tools) if awaits_tools is None else awaits_tools
        self.offered: dict[str, bool] = {}

    def copy(self, sandbox: _monty.Sandbox) -> Host:
        """The same for a copy of the sandbox."""
        options = {**self.options, "types": list(sandbox.types.values())}
        host = Host(self.tools, self.declared, self.awaits_tools, options)
        host.offered = dict(self.offered)
        return host

    def make(self) -> _monty.Sandbox:
        """A new sandbox, with no functions yet."""
        return _monty.Sandbox(**self.options)

    def load(self, dump: bytes, key: bytes) -> _monty.Sandbox:
        """A sandbox of a dump, whose functions are granted: the tools, and the others to be asked for."""
        sandbox = _monty.Sandbox(**self.options, dump=dump, key=key)
        if not self.awaits_tools:
            for name, tool in self.tools.items():
                sandbox.grant(name, tool)
        return sandbox

    def offer(self, sandbox: _monty.Sandbox, program: _monty.Program) -> None:
        """Gives the program its functions, in the manner that it calls them."""
        for name in (*self.tools, *self.declared):
            awaited = program.awaits(name)
            if self.offered.get(name) == awaited:
                continue
            self.offered[name] = awaited
            if name in self.tools and not self.awaits_tools:
                sandbox.define(name, self.tools[name], awaited)
            else:
                sandbox.declare(name, awaited)
