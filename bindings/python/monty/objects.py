"""What comes out of a program and has no type of the host's own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class Object:
    """An instance of a dataclass of the program: its fields are attributes."""

    def __init__(self, type_name: str, fields: dict[str, Any]) -> None:
        self.__dict__.update(fields)
        self.__type_name = type_name

    @property
    def type_name__(self) -> str:
        """Name of the class in the program."""
        return self.__type_name

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self.__type_name!r} object has no attribute {name!r}")

    def _fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_Object__type_name"}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Object) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.__type_name}({', '.join(f'{name}={value!r}' for name, value in self._fields().items())})"


class Handle:
    """Lets a program use an object that stays with the host: only the attributes and methods named here.

    They are looked up each time on the object itself, and what they give crosses like any value. A handle that comes
    back out is the object again.
    """

    __slots__ = ("attributes", "methods", "name", "target")

    def __init__(self, target: Any, *, attributes: Iterable[str] = (), methods: Iterable[str] = (), name: str | None = None) -> None:
        self.target = target
        self.attributes = frozenset(attributes)
        self.methods = frozenset(methods)
        self.name = type(target).__name__ if name is None else name

    def __repr__(self) -> str:
        return f"<Handle of {self.target!r}: {', '.join(sorted([*self.attributes, *(m + '()' for m in self.methods)]))}>"


class Opaque:
    """Stands for an object that stays in the program: a function, a class, a generator ..."""

    __slots__ = ("name", "type_name")

    def __init__(self, type_name: str, name: str = "") -> None:
        self.type_name = type_name
        self.name = name

    def __repr__(self) -> str:
        what = "class" if self.type_name == "type" else self.type_name
        return f"<{what} {self.name} of the program>" if self.name else f"<{what} of the program>"
