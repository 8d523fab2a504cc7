"""Values on their way into the sandbox and out of it: the host's side of the table in the library's _boundary.py."""

from __future__ import annotations

import builtins
import collections
import datetime
import decimal
import pathlib
import types
import uuid
from typing import Any, Callable

from .. import _monty
from .class_instance import BaseWrapper, ClassInstance, ClassType
from .errors import conversion_error
from .os_access import StatResult
from .values import ExternalModule, MontyClassProxy, MontyClassTypeProxy, MontyStdTypeProxy, make_proxy

_PLAIN = (bool, int, float, str, bytes)
_CONTAINERS = (list, dict, set, frozenset)
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.BuiltinMethodType)
_MAKES: Any = type(NotImplemented)


class Coded:
    """A value without a plain form, as the plain one that stands for it."""

    __slots__ = ("plain",)

    def __init__(self, plain: Any) -> None:
        self.plain = plain


class _Circular(Exception):
    pass


def _refuse(value: object) -> TypeError:
    kind = type(value)
    return TypeError(f"Cannot convert {kind.__module__}.{kind.__qualname__} to Monty value — wrap class instances in pydantic_monty.ClassInstance(...)")


class Store:
    """What a session's host has sent: instances, classes, modules, functions."""

    def __init__(self) -> None:
        self.prefix = uuid.uuid4().int >> 64 << 64
        self.objects: dict[str, ClassInstance] = {}
        self.classes: dict[str, ClassType] = {}
        self.modules: dict[str, ExternalModule] = {}
        self.functions: dict[str, Callable[..., Any]] = {}
        self.granted: set[str] = set()
        self.to_grant: list[str] = []

    def grant(self, name: str) -> None:
        """The sandbox may have functions of that name."""
        if name not in self.granted:
            self.granted.add(name)
            self.to_grant.append(name)

    # ------------------------------------------------------------------------------------------------ in
    def encode(self, values: Any) -> bytes:
        """A message. TypeError: something cannot enter; ValueError: it contains itself."""
        return _monty.encode(values)

    def plain(self, value: Any) -> Any:
        """The value as one that a message can hold."""
        kind = type(value)
        if value is None or kind is str or kind is int or kind is bool or kind is float or kind is bytes:
            return value
        if kind is list or kind is dict:
            seen: set[int] = set()
            if self._is_plain(value, seen):
                return value
        return Coded(_Coder(self).code(value))

    def _is_plain(self, value: Any, seen: set[int]) -> bool:
        kind = type(value)
        if value is None or kind in (str, int, bool, float, bytes):
            return True
        if kind is tuple:
            return all(self._is_plain(item, seen) for item in value)
        if kind is list or kind is dict:
            if id(value) in seen:  # an alias, or a cycle
                return False
            seen.add(id(value))
            if kind is list:
                return all(self._is_plain(item, seen) for item in value)
            return all(self._is_plain(k, seen) and self._is_plain(v, seen) for k, v in value.items())
        return False

    def instance(self, wrapper: ClassInstance, coder: _Coder) -> tuple[Any, ...]:
        key = wrapper.id.hex
        self.objects[key] = wrapper
        cls = wrapper.class_type
        assert cls is not None
        eager = tuple(("tuple", name, coder.code(value)) for name, value in wrapper.get_eager_attrs().items())
        eager_rows = tuple(row[1:] for row in eager)
        return ("object", key, self.class_of(cls, coder), eager_rows, _methods(wrapper))

    def class_of(self, wrapper: ClassType, coder: _Coder) -> tuple[Any, ...]:
        assert wrapper.id is not None
        key = wrapper.id.hex
        known = self.classes.get(key)
        if known is not None and known.value is not wrapper.value:
            raise ValueError(f"the id {wrapper.id} stands for the class {known.value.__name__!r} already")
        if known is None or wrapper.init or wrapper.allowed_methods or wrapper.lazy_attrs:
            self.classes[key] = wrapper
        eager = tuple((name, coder.code(value)) for name, value in wrapper.get_eager_attrs().items())
        return ("hosttype", key, wrapper.value.__name__, wrapper.is_dataclass(), eager, _methods(wrapper))

    # ------------------------------------------------------------------------------------------------ out
    def value(self, coded: Any) -> Any:
        """The value of what came out."""
        return _Decoder(self).value(coded.plain) if type(coded) is Coded else coded


def _methods(wrapper: BaseWrapper) -> tuple[str, ...]:
    allowed = wrapper.allowed_methods
    if allowed is None:
        return ()
    names = dir(wrapper.value_type) if allowed == "all" else allowed
    return tuple(name for name in names if (allowed != "all" or not name.startswith("_")) and wrapper.method_allowed(name))


class _Coder:
    """Codes one value, which is walked once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._path: set[int] = set()
        self._places: dict[int, int] = {}
        self._many: set[int] | None = None
        self._kept: list[Any] = []

    def code(self, value: Any) -> Any:
        """The plain form."""
        if self._many is None:
            self._many = set()
            self._count(value, set())
        return self._code(value)

    def _count(self, value: Any, seen: set[int]) -> None:
        if type(value) is tuple or isinstance(value, _CONTAINERS):
            if id(value) in seen:
                if type(value) in (list, dict, set):
                    self._many.add(id(value))  # type: ignore[union-attr]
                return
            seen.add(id(value))
            for item in [*value.keys(), *value.values()] if isinstance(value, dict) else value:
                self._count(item, seen)

    def _code(self, value: Any) -> Any:
        kind = type(value)
        if value is None or kind in _PLAIN or value is ...:
            return value
        if kind is tuple or isinstance(value, _CONTAINERS) or isinstance(value, tuple):
            return self._container(value)
        for base in _PLAIN[1:]:
            if isinstance(value, base):
                return str.__str__(value) if base is str else base(value)  # type: ignore[arg-type]
        made = _BY_TYPE.get(kind)
        if made is not None:
            return made(value)
        return self._other(value)

    def _container(self, value: Any) -> Any:
        place = self._places.get(id(value))
        if place is not None:
            return ("again", place)
        if id(value) in self._path:
            raise ValueError("Circular reference detected")
        self._path.add(id(value))
        coded: Any
        if isinstance(value, tuple):
            items = tuple(self._code(item) for item in value)
            coded = ("tuple", *items) if not hasattr(value, "_fields") else ("named", type(value).__name__, ("tuple", *value._fields), *items)
        elif isinstance(value, dict):
            coded = {self._code(key): self._code(item) for key, item in value.items()}
        elif isinstance(value, list):
            coded = [self._code(item) for item in value]
        else:
            coded = (frozenset if isinstance(value, frozenset) else set)(self._code(item) for item in value)
        self._path.discard(id(value))
        if self._many and id(value) in self._many:
            self._places[id(value)] = len(self._places)
            self._kept.append(value)
            return ("define", self._places[id(value)], coded)
        return coded

    def _other(self, value: Any) -> Any:
        if isinstance(value, ClassInstance):
            return self._store.instance(value, self)
        if isinstance(value, ClassType):
            return self._store.class_of(value, self)
        if isinstance(value, pathlib.PurePath):
            return ("path", value.as_posix())
        if isinstance(value, datetime.tzinfo) or isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
            for base in (datetime.datetime, datetime.date, datetime.time, datetime.timedelta):
                if isinstance(value, base):
                    return _BY_TYPE[base](value)
            return _zone(value)  # type: ignore[arg-type]
        if isinstance(value, BaseException):
            return ("exception", exception_name(value), ("tuple", *(self._code(arg) for arg in value.args)))
        if isinstance(value, type):
            name = value.__name__
            if getattr(builtins, name, None) is value:
                return ("type", name)
            return self._function(name, value)
        if isinstance(value, MontyClassProxy):
            return ("instance", value._number) if value._number else ("object", value.id.hex)
        if isinstance(value, MontyClassTypeProxy):
            return ("hosttype", value.id.hex)
        if isinstance(value, MontyStdTypeProxy):
            return ("std", value.kind, value.name)
        if isinstance(value, ExternalModule):
            raise TypeError("an ExternalModule enters the sandbox only through external_modules, not as a value")
        if isinstance(value, _FUNCTIONS) or (callable(value) and hasattr(value, "__name__")):
            return self._function(value.__name__, value)
        raise _refuse(value)

    def _function(self, name: str, function: Callable[..., Any]) -> tuple[str, str]:
        self._store.grant(name)
        return ("function", name)


def _zone(zone: datetime.tzinfo | None) -> Any:
    if zone is None:
        return None
    key = getattr(zone, "key", None)
    if key is not None:
        return ("zone", key)
    offset = zone.utcoffset(None)
    if offset is None:
        raise _refuse(zone)
    name = zone.tzname(None)
    return ("timezone", offset.days, offset.seconds, offset.microseconds, None if name is None or name.startswith("UTC") else name)


_BY_TYPE: dict[type, Callable[[Any], Any]] = {
    datetime.datetime: lambda v: ("datetime", v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond, _zone(v.tzinfo), v.fold),
    datetime.date: lambda v: ("date", v.year, v.month, v.day),
    datetime.time: lambda v: ("time", v.hour, v.minute, v.second, v.microsecond, _zone(v.tzinfo), v.fold),
    datetime.timedelta: lambda v: ("timedelta", v.days, v.seconds, v.microseconds),
    datetime.timezone: _zone,
    decimal.Decimal: lambda v: ("decimal", str(v)),
    complex: lambda v: ("complex", v.real, v.imag),
    _MAKES: lambda v: ("notimplemented",),
}


def exception_name(error: BaseException) -> str:
    """The nearest type that the sandbox has."""
    for cls in type(error).__mro__:
        # These want more than a message.
        if cls.__module__ == "builtins" and cls.__name__ not in ("UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError", "ExceptionGroup", "BaseExceptionGroup"):
            return cls.__name__
    return "Exception"


def conversion_problem(error: Exception) -> Exception:
    """What a session raises for a value that cannot enter."""
    return conversion_error(str(error))


class _Decoder:
    def __init__(self, store: Store) -> None:
        self._store = store

    def value(self, plain: Any) -> Any:
        kind = type(plain)
        if kind is tuple:
            return getattr(self, "_" + plain[0])(*plain[1:])
        if kind is list:
            return [self.value(item) for item in plain]
        if kind is dict:
            return {self.value(key): self.value(item) for key, item in plain.items()}
        if kind is set or kind is frozenset:
            return kind(self.value(item) for item in plain)
        return plain

    def _tuple(self, *items: Any) -> Any:
        return tuple(self.value(item) for item in items)

    def _notimplemented(self) -> Any:
        return NotImplemented

    def _date(self, *parts: int) -> Any:
        return datetime.date(*parts)

    def _timedelta(self, *parts: int) -> Any:
        return datetime.timedelta(*parts)

    def _time(self, *parts: Any) -> Any:
        return datetime.time(*parts[:-2], self.value(parts[-2]), fold=parts[-1])  # type: ignore[misc]

    def _datetime(self, *parts: Any) -> Any:
        return datetime.datetime(*parts[:-2], self.value(parts[-2]), fold=parts[-1])  # type: ignore[misc]

    def _timezone(self, days: int, seconds: int, us: int, name: str | None) -> Any:
        offset = datetime.timedelta(days, seconds, us)
        if name is None:
            return datetime.timezone(offset) if offset else datetime.timezone.utc
        return datetime.timezone(offset, name)

    def _zone(self, key: str) -> Any:
        import zoneinfo

        return zoneinfo.ZoneInfo(key)

    def _decimal(self, text: str) -> Any:
        return decimal.Decimal(text)

    def _complex(self, re: float, im: float) -> Any:
        return complex(re, im)

    def _path(self, text: str) -> Any:
        return pathlib.PurePosixPath(text)

    def _exception(self, name: str, args: Any) -> Any:
        cls = getattr(builtins, name, Exception)
        if not (isinstance(cls, type) and issubclass(cls, BaseException)):
            cls = Exception
        error = cls.__new__(cls)
        error.args = self.value(args)
        return error

    def _type(self, name: str) -> Any:
        return getattr(builtins, name, name)

    def _std(self, kind: Any, name: str) -> Any:
        return make_proxy(MontyStdTypeProxy, kind=kind, name=name)

    def _text(self, text: str) -> Any:
        return text

    def _named(self, name: str, fields: Any, *items: Any) -> Any:
        values = [self.value(item) for item in items]
        if name == "StatResult":
            return StatResult(*values)
        return collections.namedtuple(name, fields[1:], rename=True)(*values)  # noqa: PYI024

    def _object(self, key: str) -> Any:
        wrapper = self._store.objects.get(key)
        if wrapper is not None:
            return wrapper.value
        return make_proxy(MontyClassProxy, name="object", id=uuid.UUID(key), dataclass=False, attributes={}, number=0)

    def _hosttype(self, key: str) -> Any:
        wrapper = self._store.classes.get(key)
        if wrapper is not None:
            return wrapper.value
        return make_proxy(MontyClassTypeProxy, name="object", id=uuid.UUID(key), dataclass=False, attributes={})

    def _module(self, name: str) -> Any:
        return self._store.modules.get(name, name)

    def _instance(self, number: int, name: str, dataclass: bool, attributes: Any) -> Any:
        values = {key: self.value(value) for _, key, value in attributes[1:]}
        return make_proxy(MontyClassProxy, name=name, id=uuid.UUID(int=self._store.prefix | number), dataclass=dataclass, attributes=values, number=number)
