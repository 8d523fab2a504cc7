"""What comes out of a program and has no type of the host's own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any


class Object:
    """An instance of a dataclass of the program: its fields are attributes. It goes back in as what it was."""

    def __init__(self, kind: str, fields: dict[str, Any]) -> None:
        self.__dict__.update(fields)
        self.__dict__["_Object__kind"] = kind

    @property
    def _kind(self) -> str:
        kind: str = self.__dict__["_Object__kind"]
        return kind

    @property
    def type_name__(self) -> str:
        """Name of the class in the program."""
        return self._kind.rpartition(" ")[2]

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self.type_name__!r} object has no attribute {name!r}")

    def _fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_Object__kind"}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Object) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.type_name__}({', '.join(f'{name}={value!r}' for name, value in self._fields().items())})"

    def __rich_repr__(self) -> Iterator[tuple[str, Any]]:
        yield from self._fields().items()


class FrozenObject(Object):
    """An instance of a frozen dataclass of the program: it may be a key, and cannot be changed."""

    def __setattr__(self, name: str, value: Any) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __hash__(self) -> int:  # type: ignore[override]
        return hash((self._kind, *self._fields().values()))

    def __repr__(self) -> str:
        return f"frozen {super().__repr__()}"


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
    """Stands for an object that stays in the program: a function, a class, a generator ... It may go back into the session
    that it came from, as an argument, an answer or an input, and is the object again there; each session keeps the last
    10,000. The same object is equal."""

    __slots__ = ("_number", "_owner", "name", "type_name")

    def __init__(self, type_name: str, name: str = "", number: int = 0, owner: Any = None) -> None:
        self.type_name = type_name
        self.name = name
        self._number = number
        self._owner = owner

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Opaque) and self._owner is not None and self._owner is other._owner and self._number == other._number

    def __hash__(self) -> int:
        return hash((id(self._owner), self._number))

    def __repr__(self) -> str:
        what = "class" if self.type_name == "type" else self.type_name
        return f"<{what} {self.name} of the program>" if self.name else f"<{what} of the program>"
