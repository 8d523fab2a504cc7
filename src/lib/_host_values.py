# SPDX-License-Identifier: MIT
# Values that the host hands in and that are no builtins: made here of what they consist of. How each kind is named is
# told in docs/embedding.md. Classes that the program does not have are made once for each name and its fields.
import sys

import _monty

_classes = {}
_kept = {}       # by number: objects that the host has seen by name alone
_numbers = {}    # their numbers, by id()
_next = [1]


class Handle:
    # An object that stays with the host: what it grants of it is asked for each time.
    __slots__ = ("_id", "_title", "_attributes", "_methods")

    def __getattr__(self, name):
        if name in self._methods:
            return _Method(self, name)
        if name in self._attributes:
            return _monty.os_call("handle_get", self._id, name)
        raise AttributeError(f"{self._title!r} object has no attribute {name!r}")

    def __dir__(self):
        return sorted([*self._attributes, *self._methods])

    def __eq__(self, other):
        return isinstance(other, Handle) and self._id == other._id

    def __hash__(self):
        return hash(self._id)

    def __repr__(self):
        return f"<{self._title} of the host>"


class _Method:
    __slots__ = ("_handle", "_name")

    def __init__(self, handle, name):
        self._handle, self._name = handle, name

    def __call__(self, *args, **kwargs):
        return _monty.os_call("handle_call", self._handle._id, self._name, args, kwargs)

    def __repr__(self):
        return f"<method {self._name} of {self._handle!r}>"


def _handle(title, id, attributes, methods):
    made = Handle()
    made._id, made._title, made._attributes, made._methods = id, title, tuple(attributes), tuple(methods)
    return made


def _date(**parts):
    import datetime
    return datetime.date(**parts)


def _datetime(**parts):
    import datetime
    return datetime.datetime(**parts)


def _time(**parts):
    import datetime
    return datetime.time(**parts)


def _timedelta(**parts):
    import datetime
    return datetime.timedelta(**parts)


def _timezone(offset, name=None):
    import datetime
    return datetime.timezone(offset) if name is None else datetime.timezone(offset, name)


def _decimal(sign, coefficient, exponent, special=""):
    import decimal
    if special:
        return decimal.Decimal(("-" if sign else "") + {"F": "Infinity", "n": "NaN", "N": "sNaN"}[special] +
                               (str(coefficient) if coefficient and special != "F" else ""))
    return decimal.Decimal((sign, tuple(map(int, str(coefficient))), exponent))


def _path(root, names):
    import pathlib
    return pathlib.Path(root + "/".join(names))


def _uuid(int):
    import uuid
    return uuid.UUID(int=int)


def _fraction(numerator, denominator):
    import fractions
    return fractions.Fraction(numerator, denominator)


_library = {
    "complex": complex,
    "fractions.Fraction": _fraction,
    "datetime.date": _date,
    "datetime.datetime": _datetime,
    "datetime.time": _time,
    "datetime.timedelta": _timedelta,
    "datetime.timezone": _timezone,
    "decimal.Decimal": _decimal,
    "pathlib.PurePosixPath": _path,
    "uuid.UUID": _uuid,
}


def _of_program(name):
    # A class of the program by that name.
    found = getattr(sys.modules.get("__main__"), name, None)
    return found if isinstance(found, type) else None


def _enum(title, name, value, members=None):
    cls = _of_program(title)
    if cls is None or name not in getattr(cls, "__members__", ()):
        members = members or {name: value}
        key = "enum", title, tuple(members)
        cls = _classes.get(key)
        if cls is None:
            import enum
            cls = _classes[key] = enum.Enum(title, members)
    return cls[name]


def _exception(title, args):
    import builtins
    cls = _of_program(title) or getattr(builtins, title, None)
    if not (isinstance(cls, type) and issubclass(cls, BaseException)):
        return RuntimeError(f"{title}: {args[0]}" if args else title)
    made = cls.__new__(cls)
    made.args = args
    return made


def _record(title, frozen, names, values):
    cls = _of_program(title)
    if cls is None or tuple(getattr(cls, "__dataclass_fields__", ())) != names:
        key = title, frozen, names
        cls = _classes.get(key)
        if cls is None:
            import dataclasses
            cls = _classes[key] = dataclasses.make_dataclass(title, names, frozen=frozen)
    made = object.__new__(cls)
    for name, value in zip(names, values):
        object.__setattr__(made, name, value)
    return made


def _named_tuple(signature, values):
    title, _, listed = signature.partition("(")
    names = tuple(listed[:-1].split(", ")) if listed != ")" else ()
    cls = _of_program(title)
    if cls is None or getattr(cls, "_fields", None) != names:
        key = "tuple", title, names
        cls = _classes.get(key)
        if cls is None:
            import collections
            cls = _classes[key] = collections.namedtuple(title, names)
    return cls._make(values)


def _keep(objects):
    # What leaves by its name alone stays here, so that it may come back: by number, the oldest going first.
    numbers = []
    for o in objects:
        number = _numbers.get(id(o))
        if number is None:
            number = _numbers[id(o)] = _next[0]
            _next[0] += 1
            _kept[number] = o
            if len(_kept) > 10_000:
                oldest = next(iter(_kept))
                del _numbers[id(_kept.pop(oldest))]
        numbers.append(number)
    return numbers


def _come_back(number):
    if number not in _kept:
        raise TypeError("an object of the program that it does not keep (any more) cannot enter the sandbox")
    return _kept[number]


def make(kind, names, values):
    """The value of that kind; `names` is None for a named tuple."""
    if kind == "keep these":
        return _keep(values)
    if kind == "kept object":
        return _come_back(values)
    if kind == "a dict":
        return dict(zip(names, values))
    if kind == "a set":
        return set(values)
    if kind == "a frozenset":
        return frozenset(values)
    if names is None:
        return _named_tuple(kind, values)
    maker = _library.get(kind)
    if maker is not None:
        return maker(**dict(zip(names, values)))
    word, _, title = kind.partition(" ")
    if word == "enum" and title:
        return _enum(title, **dict(zip(names, values)))
    if word == "handle" and title:
        return _handle(title, **dict(zip(names, values)))
    if word == "exception" and title:
        return _exception(title, **dict(zip(names, values)))
    frozen = word == "frozen" and bool(title)
    return _record(title if frozen else kind, frozen, names, values)
