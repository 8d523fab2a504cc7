"""What hosts hand in and get out, beside plain values."""

from __future__ import annotations

import uuid
from typing import Any, Literal

from .errors import _Made, sealed

__all__ = [
    "NOT_HANDLED",
    "CollectStreams",
    "CollectString",
    "ExternalModule",
    "MontyClassProxy",
    "MontyClassTypeProxy",
    "MontyComplete",
    "MontyFileHandle",
    "MontyStdTypeProxy",
    "SourceRange",
]


class _NotHandledSentinel:
    def __repr__(self) -> str:
        return "NOT_HANDLED"


NOT_HANDLED = _NotHandledSentinel()
"""The answer of an `os` handler that leaves the call to the default error."""

_MOST_OUTPUT = 10 * 1024 * 1024
_DEFAULT: Any = ...


class Full(Exception):
    """A collector has no room: bytes wanted, bytes allowed."""


class _Collector:
    __slots__ = ("_held", "_most", "_used")
    _entry_bytes = 0

    def __init__(self, max_bytes: int | None = _DEFAULT) -> None:
        if max_bytes is not None and max_bytes is not _DEFAULT and not isinstance(max_bytes, int):
            raise TypeError(f"'{type(max_bytes).__name__}' object cannot be interpreted as an integer")
        if max_bytes is not None and max_bytes is not _DEFAULT and max_bytes < 0:
            raise OverflowError("can't convert negative int to unsigned")
        self._most = _MOST_OUTPUT if max_bytes is _DEFAULT else max_bytes
        self._used = 0
        self._held: list[Any] = []

    def _add(self, stream: str, text: str) -> None:
        used = self._used + len(text.encode("utf-8", "surrogatepass")) + self._entry_bytes
        if self._most is not None and used > self._most:
            raise Full(used, self._most)
        self._used = used
        self._keep(stream, text)

    def _keep(self, stream: str, text: str) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}(output={self.output!r})"  # type: ignore[attr-defined]


@sealed
class CollectString(_Collector):
    """Collects what a program prints as one string, up to `max_bytes` (None: no bound; 10 MiB unless told)."""

    __slots__ = ()

    def _keep(self, stream: str, text: str) -> None:
        self._held.append(text)

    @property
    def output(self) -> str:
        """What was printed up to now."""
        return "".join(self._held)


@sealed
class CollectStreams(_Collector):
    """Collects what a program prints as rows (stream, text), up to `max_bytes`."""

    __slots__ = ()
    _entry_bytes = 64

    def _keep(self, stream: str, text: str) -> None:
        if self._held and self._held[-1][0] == stream:
            text = self._held.pop()[1] + text
            self._used -= self._entry_bytes
        self._held.append((stream, text))

    @property
    def output(self) -> list[tuple[Literal["stdout", "stderr"], str]]:
        """What was printed up to now."""
        return list(self._held)


@sealed
class SourceRange:
    """A place in a source: UTF-8 byte offsets, the end exclusive."""

    __slots__ = ("_end", "_filename", "_start")

    def __init__(self, *, filename: str, start: int, end: int) -> None:
        self._filename, self._start, self._end = filename, start, end

    @property
    def filename(self) -> str:
        """The source, named as in a traceback."""
        return self._filename

    @property
    def start(self) -> int:
        """Where the expression begins."""
        return self._start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self._end

    def dict(self) -> dict[str, int | str]:
        """The attributes as a dict."""
        return {"filename": self._filename, "start": self._start, "end": self._end}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceRange) and self.dict() == other.dict()

    def __hash__(self) -> int:
        return hash((self._filename, self._start, self._end))

    def __repr__(self) -> str:
        return f"SourceRange(filename={self._filename!r}, start={self._start}, end={self._end})"


def _canonical_mode(mode: str) -> str:
    letters = set(mode)
    if len(letters) != len(mode) or letters - set("rwaxbt+") or len(letters & set("rwax")) != 1 or letters >= {"b", "t"}:
        raise ValueError(f"invalid mode: {mode!r}")
    if "x" in letters:
        raise ValueError("exclusive creation mode is not supported")
    if "+" in letters:
        raise ValueError("update modes ('+') are not yet supported")
    return next(iter(letters & set("rwa"))) + ("b" if "b" in letters else "")


@sealed
class MontyFileHandle:
    """A file that a program has opened, as `os` handlers see it: data, no descriptor."""

    __slots__ = ("_mode", "_path", "_position")

    def __init__(self, path: str, mode: str, *, position: int = 0) -> None:
        self._path, self._mode, self._position = str(path), _canonical_mode(mode), position

    @property
    def path(self) -> str:
        """The path in the sandbox."""
        return self._path

    @property
    def mode(self) -> str:
        """The mode in its shortest form, such as "rb"."""
        return self._mode

    @property
    def position(self) -> int:
        """Where the next read or write is: in characters or, if binary, in bytes."""
        return self._position

    @property
    def binary(self) -> bool:
        """Whether it gives bytes."""
        return "b" in self._mode

    @property
    def readable(self) -> bool:
        """Whether it may be read."""
        return self._mode[0] == "r" or "+" in self._mode

    @property
    def writable(self) -> bool:
        """Whether it may be written."""
        return self._mode[0] != "r" or "+" in self._mode

    def __repr__(self) -> str:
        return f"MontyFileHandle(path={self._path!r}, mode={self._mode!r})"


@sealed
class ExternalModule:
    """A module of the host: functions, values and submodules that programs import."""

    __slots__ = ("_attrs", "_id", "_stubs")

    def __init__(self, attrs: dict[str, Any], *, stubs: str | None = None, id: uuid.UUID | None = None) -> None:
        self._attrs, self._stubs, self._id = dict(attrs), stubs, id or uuid.uuid4()

    @property
    def attrs(self) -> dict[str, Any]:
        """A copy of the attributes."""
        return dict(self._attrs)

    @property
    def stubs(self) -> str | None:
        """Its stub file, for type checking."""
        return self._stubs

    @property
    def id(self) -> uuid.UUID:
        """Its identity."""
        return self._id

    def __eq__(self, value: object, /) -> bool:
        return isinstance(value, ExternalModule) and (self._attrs, self._stubs, self._id) == (value._attrs, value._stubs, value._id)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ExternalModule({self._attrs!r}, stubs={self._stubs!r}, id={self._id!r})"


class _Proxy(_Made):
    __slots__ = ("_attributes", "_dataclass", "_id", "_name")
    _name: str
    _id: uuid.UUID
    _dataclass: bool
    _attributes: dict[str, Any]

    @property
    def name(self) -> str:
        """Name of the class."""
        return self._name

    @property
    def id(self) -> uuid.UUID:
        """By which the sandbox knows it again."""
        return self._id

    @property
    def is_dataclass(self) -> bool:
        """Whether the class is a dataclass."""
        return self._dataclass

    @property
    def attributes(self) -> dict[str, Any]:
        """A copy of its attributes."""
        return dict(self._attributes)

    def __eq__(self, value: object, /) -> bool:
        return type(value) is type(self) and self._id == value._id and self._attributes == value._attributes

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}(name={self._name!r}, attributes={self._attributes!r})"


@sealed
class MontyClassProxy(_Proxy):
    """An instance that lives in the sandbox, or one of the host's whose original a restored session does not know."""

    __slots__ = ("_number",)
    _number: int


@sealed
class MontyClassTypeProxy(_Proxy):
    """A class of the host's whose original a restored session does not know."""

    __slots__ = ()


def make_proxy(cls: Any, **values: Any) -> Any:
    proxy = object.__new__(cls)
    for name, value in values.items():
        setattr(proxy, f"_{name}", value)
    return proxy


@sealed
class MontyStdTypeProxy(_Made):
    """A builtin function or type that has no counterpart here: its name only."""

    __slots__ = ("_kind", "_name")
    _kind: Literal["function", "type"]
    _name: str

    @property
    def kind(self) -> Literal["function", "type"]:
        """Which of the two it is."""
        return self._kind

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    def __eq__(self, value: object, /) -> bool:
        return isinstance(value, MontyStdTypeProxy) and (self._kind, self._name) == (value._kind, value._name)

    def __hash__(self) -> int:
        return hash((self._kind, self._name))

    def __repr__(self) -> str:
        return f"MontyStdTypeProxy(kind={self._kind!r}, name={self._name!r})"


@sealed
class MontyComplete(_Made):
    """The snippet has ended."""

    __slots__ = ("_output",)
    _output: Any

    @property
    def output(self) -> Any:
        """The value of its last expression."""
        return self._output

    def __repr__(self) -> str:
        return f"MontyComplete(output={self._output!r})"
