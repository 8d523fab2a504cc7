"""Objects that are no builtins: what they consist of on the way in, and what is made of that on the way out.

The library names each by a kind (docs/embedding.md): "datetime.date", "enum Color", "exception KeyError", "Point(x, y)",
"frozen Point" or just "Point".
"""

from __future__ import annotations

import builtins
import sys

from .errors import MontyConversionError, ProgramException
from .objects import FrozenObject, Handle, Object, Opaque

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Union

    Parts = Union[tuple[str, dict[str, Any]], tuple[str, dict[str, Any], bool]]
    Types = dict[str, Any]  # classes by name, and handles by "handle ID"


def by_name(types: Iterable[type[Any]] | None) -> Types:
    """Classes by their names; a copy of what is that already."""
    if isinstance(types, dict):
        return dict(types)
    return {cls.__name__: cls for cls in types or ()}


# ---------------------------------------------------------------------------------------------------------------- inwards


def _zone(o: Any) -> Any:
    """A zone as the program can have it: rules of other zones come down to the offset at that moment."""
    from datetime import timezone

    zone = o.tzinfo
    if zone is None or type(zone) is timezone:
        return zone
    offset = o.utcoffset()
    if offset is None:
        return None
    name = o.tzname()
    return timezone(offset) if name is None else timezone(offset, name)


def _date(o: Any) -> dict[str, Any]:
    return {"year": o.year, "month": o.month, "day": o.day}


def _time(o: Any) -> dict[str, Any]:
    return {"hour": o.hour, "minute": o.minute, "second": o.second, "microsecond": o.microsecond, "tzinfo": _zone(o), "fold": o.fold}


def _timezone(o: Any) -> dict[str, Any]:
    args = o.__getinitargs__()
    return {"offset": args[0], "name": args[1] if len(args) > 1 else None}


def _decimal(o: Any) -> dict[str, Any]:
    sign, digits, exponent = o.as_tuple()
    special = exponent if isinstance(exponent, str) else ""
    return {"sign": sign, "coefficient": int("".join(map(str, digits)) or "0"), "exponent": 0 if special else exponent, "special": special}


def _path(o: Any) -> dict[str, Any]:
    root = "/" if o.root else ""
    return {"root": root, "names": list(o.parts[1:] if o.anchor else o.parts)}


_INWARDS: dict[str, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    "datetime.datetime": ("datetime.datetime", lambda o: {**_date(o), **_time(o)}),
    "datetime.date": ("datetime.date", _date),
    "datetime.time": ("datetime.time", _time),
    "datetime.timedelta": ("datetime.timedelta", lambda o: {"days": o.days, "seconds": o.seconds, "microseconds": o.microseconds}),
    "datetime.timezone": ("datetime.timezone", _timezone),
    "decimal.Decimal": ("decimal.Decimal", _decimal),
    "pathlib.PurePath": ("pathlib.PurePosixPath", _path),
    "pathlib._local.PurePath": ("pathlib.PurePosixPath", _path),
    "uuid.UUID": ("uuid.UUID", lambda o: {"int": o.int}),
    "fractions.Fraction": ("fractions.Fraction", lambda o: {"numerator": o.numerator, "denominator": o.denominator}),
    "builtins.complex": ("complex", lambda o: {"real": o.real, "imag": o.imag}),
}


def known_form(cls: type[Any]) -> tuple[str, Callable[[Any], dict[str, Any]]] | None:
    """What instances of a class of the standard library enter as: the kind, and what makes the parts."""
    return next((form for base in cls.__mro__ if (form := _INWARDS.get(f"{base.__module__}.{base.__qualname__}"))), None)


def field_names(cls: type[Any]) -> list[str] | None:
    """The fields of a dataclass, a pydantic model or an attrs class; None: it is none."""
    fields = getattr(cls, "__dataclass_fields__", None)
    if fields is not None:
        return [name for name, field in fields.items() if field._field_type.name == "_FIELD"]
    fields = getattr(cls, "__pydantic_fields__", None)
    if fields is not None:
        return list(fields)
    fields = getattr(cls, "__attrs_attrs__", None)
    return None if fields is None else [field.name for field in fields]


def parts(o: Any, types: Types | None) -> Parts:
    """The kind of an object and what it consists of; with a third item, it is one of the program's by its number. Its class
    is remembered in `types`."""
    cls: type[Any] = type(o)
    if cls is Opaque:
        if o._owner is None or o._owner is not types:
            raise MontyConversionError(f"{o!r} cannot enter the sandbox of another session")
        return o.type_name, {o.name: o._number}, True
    if isinstance(o, Object):
        return o._kind, o._fields()
    if cls is Handle:
        if types is None:
            raise MontyConversionError("a Handle cannot enter here")
        types[f"handle {id(o)}"] = o
        return f"handle {o.name}", {"id": id(o), "attributes": sorted(o.attributes), "methods": sorted(o.methods)}
    names = field_names(cls)
    if names is not None:
        if types is not None:
            types[cls.__name__] = cls
        params = getattr(cls, "__dataclass_params__", None)
        frozen = params.frozen if params is not None else (getattr(cls, "model_config", None) or {}).get("frozen", False)
        return ("frozen " if frozen else "") + cls.__name__, {name: getattr(o, name) for name in names}
    enum = sys.modules.get("enum")
    if enum is not None and isinstance(o, enum.Enum):
        if o.name not in cls.__members__:
            raise MontyConversionError(f"{o!r} cannot enter the sandbox: it is no single member of its class")
        if types is not None:
            types[cls.__name__] = cls
        return f"enum {cls.__name__}", {"name": o.name, "value": o.value, "members": {name: m.value for name, m in cls.__members__.items()}}
    if isinstance(o, ProgramException):
        return f"exception {o.type_name}", {"args": o.args}
    if isinstance(o, BaseException):
        if types is not None and cls.__module__ != "builtins":
            types[cls.__name__] = cls
        return f"exception {cls.__name__}", {"args": o.args}
    form = known_form(cls)
    if form is not None:
        return form[0], form[1](o)
    raise MontyConversionError(f"a {cls.__name__} cannot enter the sandbox: {_advice(o)}")


def _advice(o: Any) -> str:
    if callable(o):
        return "give functions as tools"
    return "values, dataclasses, named tuples, enums, datetimes and the like cross, and models by their fields"


def named_tuple(o: Any, types: Types | None) -> str:
    """The signature of a named tuple's class, or "" for another tuple."""
    fields = getattr(type(o), "_fields", None)
    if not isinstance(fields, tuple):
        return ""
    if types is not None:
        types[type(o).__name__] = type(o)
    return f"{type(o).__name__}({', '.join(fields)})"


# --------------------------------------------------------------------------------------------------------------- outwards


def _make_timezone(offset: Any, name: Any) -> Any:
    from datetime import timezone

    return timezone(offset) if name is None else timezone(offset, name)


def _make_decimal(sign: int, coefficient: int, exponent: int, special: str) -> Any:
    from decimal import Decimal

    digits: tuple[int, ...] = () if special == "F" or (special and not coefficient) else tuple(map(int, str(coefficient)))
    return Decimal((sign, digits or ((0,) if special in ("", "F") else ()), special or exponent))  # type: ignore[arg-type]


def _make(module: str, name: str) -> Callable[..., Any]:
    def make(**fields: Any) -> Any:
        return getattr(__import__(module), name)(**fields)

    return make


def _make_path(root: str, names: list[str]) -> Any:
    from pathlib import PurePosixPath

    return PurePosixPath(root + "/".join(names))


_OUTWARDS: dict[str, Callable[..., Any]] = {
    "datetime.datetime": _make("datetime", "datetime"),
    "datetime.date": _make("datetime", "date"),
    "datetime.time": _make("datetime", "time"),
    "datetime.timedelta": _make("datetime", "timedelta"),
    "datetime.timezone": _make_timezone,
    "zoneinfo.ZoneInfo": _make("zoneinfo", "ZoneInfo"),
    "decimal.Decimal": _make_decimal,
    "pathlib.PurePosixPath": _make_path,
    "uuid.UUID": _make("uuid", "UUID"),
    "fractions.Fraction": _make("fractions", "Fraction"),
    "complex": complex,
}


def _handle(id: Any, types: Types | None) -> Handle:
    handle = (types or {}).get(f"handle {id}")
    if not isinstance(handle, Handle):
        raise LookupError("the host does not know this handle (any more)")
    return handle


def answer_handle(operation: str, args: tuple[Any, ...], types: Types | None) -> Any:
    """What a program asks of a handle."""
    id, name, *rest = args
    handle = _handle(id, types)
    if operation == "handle_get" and name in handle.attributes:
        return getattr(handle.target, name)
    if operation == "handle_call" and name in handle.methods:
        positional, named = rest
        return getattr(handle.target, name)(*positional, **named)
    raise AttributeError(f"{handle.name!r} object has no attribute {name!r}")


def _make_exception(title: str, args: tuple[Any, ...], types: Types | None) -> BaseException:
    cls = (types or {}).get(title) or getattr(builtins, title, None)
    if not (isinstance(cls, type) and issubclass(cls, BaseException)):
        return ProgramException(title, str(args[0]) if args else "")
    made: BaseException = cls.__new__(cls)
    made.args = tuple(args)
    return made


def _make_instance(cls: type[Any], fields: dict[str, Any]) -> Any:
    validate = getattr(cls, "model_validate", None)
    if validate is not None:
        return validate(fields)
    declared = getattr(cls, "__dataclass_fields__", None)
    if declared is None:
        return cls(**fields)
    made = cls(**{name: value for name, value in fields.items() if name not in declared or declared[name].init})
    for name, value in fields.items():
        if name in declared and not declared[name].init:
            object.__setattr__(made, name, value)
    return made


def build(kind: str, fields: dict[str, Any], types: Types | None, frozen: bool = False) -> Any:
    """The host's object of that kind. What fits no class of the host is an Object."""
    make = _OUTWARDS.get(kind)
    word, _, title = kind.partition(" ")
    cls = (types or {}).get(title or kind)
    try:
        if make is not None:
            return make(**fields)
        if kind == "handle object":
            return _handle(fields["id"], types).target
        if word == "exception":
            return _make_exception(title, fields["args"], types)
        if word == "enum" and cls is not None:
            return cls[fields["name"]]
        if cls is not None:
            return _make_instance(cls, fields)
    except Exception as error:
        raise MontyConversionError(f"a {title or kind} cannot leave the sandbox: {error}") from error
    return FrozenObject(f"frozen {kind}", fields) if frozen else Object(kind, fields)


def build_tuple(signature: str, items: tuple[Any, ...], types: Types | None) -> Any:
    """A named tuple: of the host's class where that has the same fields, else of one made for it."""
    title, _, listed = signature.partition("(")
    names = tuple(listed[:-1].split(", ")) if listed != ")" else ()
    cls: Any = (types or {}).get(title)
    if cls is None or getattr(cls, "_fields", None) != names:
        cls = _tuple_class(title, names)
    return items if cls is None else cls._make(items)


_tuple_classes: dict[tuple[str, tuple[str, ...]], Any] = {}


def _tuple_class(title: str, names: tuple[str, ...]) -> Any:
    from collections import namedtuple

    known = _tuple_classes.get((title, names))
    if known is None:
        make: Any = namedtuple
        try:
            known = make(title, names)
        except ValueError:
            return None  # the program changed _fields: the bare items do
        if len(_tuple_classes) >= 1000:
            _tuple_classes.clear()
        _tuple_classes[title, names] = known
    return known
