"""Type checks before anything runs."""

from __future__ import annotations

from . import _monty
from ._stubs import MODULE, Stubs
from .errors import MontyError, MontyTypingError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

# By number of the library's monty_check_format.
_FORMATS = ("full", "concise", "json", "github", "azure", "jsonlines", "rdjson", "pylint", "gitlab")


class Checker:
    """Checks the programs of one session, each against those before it."""

    def __init__(self, tools: Mapping[str, Callable[..., Any]], functions: Iterable[str], stubs: str | None, earlier: str = "") -> None:
        self.tools = tools
        self.functions = functions
        self.given = stubs or ""
        self.earlier = earlier
        self.stubs = Stubs()

    def copy(self) -> Checker:
        """Of a copy of the session."""
        copy = Checker(self.tools, set(self.functions), self.given, self.earlier)
        copy.stubs = self.stubs.copy()
        return copy

    def check(self, program: _monty.Program, inputs: Mapping[str, Any] | None, input_types: Mapping[str, Any] | None = None) -> None:
        """MontyTypingError: the program has mistakes. Else it counts as one that ran."""
        if not _monty.check_available():
            raise MontyError("this build of monty has no type checker (it needs Rust where it is built)")
        for name in (*self.tools, *self.functions):
            self.stubs.add_function(name, self.tools.get(name), program.awaits(name))
        for name, value in (inputs or {}).items():
            self.stubs.add_value(name, value)
        for name, annotation in (input_types or {}).items():
            self.stubs.add_type(name, annotation)
        stubs, modules, earlier = self.stubs.text(self.given), [(f"{MODULE}.pyi", self.stubs.module())], self.earlier

        def show(format: str, color: bool) -> tuple[int, str]:
            if format not in _FORMATS:
                raise ValueError(f"format is one of {', '.join(map(repr, _FORMATS))}, not {format!r}")
            return _monty.check_types(program.code, program.filename, stubs, earlier, modules, _FORMATS.index(format), color, "<stubs>")

        errors, text = show("full", False)
        if errors:
            raise MontyTypingError(text, errors, show)
        self.earlier += program.code + "\n"


def check(program: _monty.Program, inputs: Any, tools: Any, stubs: str | None) -> None:
    """Of one program by itself; what Program.run(type_check=True) does first."""
    from ._tools import by_name

    Checker(by_name(tools), (), stubs).check(program, inputs)
