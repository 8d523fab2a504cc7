# SPDX-License-Identifier: MIT
# _boundary: values without a plain form on their way to the host and back, in sessions that code them
# (monty_session_options.coded). What crosses is made of None, bool, int, float, str, bytes, lists, dicts and sets; every tuple in
# it is a row of this table, its first element the name:
#
#   tuple *items                            a tuple                    notimplemented           NotImplemented
#   date y m d    time h m s us zone fold   datetime y m d h m s us zone fold    timedelta days seconds us
#   timezone days seconds us name           zone key                   decimal text    complex re im    path text
#   exception type args                     type name                  a builtin type
#   std kind name                           a builtin function or type whose value stays here
#   named type fields *items                a named tuple
#   text repr                               anything else; goes out only
#   define n value / again n                a list, dict or set that occurs more than once, and its later places
#   shared value                            outermost, where these may lie in values that entered just before
#   function name                           of the host
#   object id ...                           an instance of the host: enters with class, attributes and methods, leaves by id
#   hosttype id ...                         a class of the host, likewise
#   module name                             of the host; leaves by name
#   instance n type dataclass attributes    an instance of the program's, which enters as `instance n`
from __future__ import annotations

import _monty
import builtins

_objects = {}    # of the host, by their ids
_types = {}
_modules = {}
_left = {}       # instances that the host has seen, by their numbers
_numbers = {}    # and their numbers, by id()
_named = {}
_PLAIN = (type(None), bool, int, float, str, bytes, type(...))


# ---------------------------------------------------------------------------------------------------- of the host
class _Method:
    # Bound to the id of an instance or class of the host.
    __slots__ = ("__name__", "_id")

    def __init__(self, id, name):
        self._id = id
        self.__name__ = name

    def __call__(self, *args, **kwargs):
        return _monty.host_function("__method__")(self._id, self.__name__, *args, **kwargs)

    def __repr__(self):
        return f"<method {self.__name__!r} of the host>"


def _ask_attribute(id, methods, name):
    if name in methods:
        return _Method(id, name)
    if name[:2] == "__":
        raise AttributeError(name)
    return _monty.host_function("__attribute__")(id, name)


class _HostType(type):
    def __call__(cls, *args, **kwargs):
        return _monty.host_function("__method__")(cls._monty_id, "__call__", *args, **kwargs)

    def __getattr__(cls, name):
        return _ask_attribute(cls._monty_id, cls._monty_methods, name)

    def __repr__(cls):
        return f"<class '{cls.__name__}'>"


class _Host:
    def __getattr__(self, name):
        return _ask_attribute(self._monty_object, self._monty_allowed, name)

    def __call__(self, *args, **kwargs):
        return _monty.host_function("__method__")(self._monty_object, "__call__", *args, **kwargs)

    def __repr__(self):
        if not hasattr(type(self), "__dataclass_fields__"):
            return object.__repr__(self)
        shown = [f"{name}={value!r}" for name, value in self.__dict__.items() if not name.startswith("_monty_")]
        return f"{type(self).__name__}({', '.join(shown)})"


def _host_type(id, name="", dataclass=False, attributes=(), methods=()):
    cls = _types.get(id)
    if cls is None:
        body = {"_monty_id": id, "_monty_methods": methods, "__module__": "__main__"}
        if dataclass:
            body["__dataclass_fields__"] = {}
        cls = _types[id] = type.__call__(_HostType, name, (_Host,), body)
    if methods:
        cls._monty_methods = methods
    for key, value in attributes:
        setattr(cls, key, _enter(value))
    return cls


def _host_object(id, cls=None, attributes=(), methods=()):
    found = _objects.get(id)
    if found is None:
        found = _objects[id] = object.__new__(_enter(cls))
        found.__dict__.update(_monty_object=id, _monty_allowed=methods)
        for key, value in attributes:
            found.__dict__[key] = _enter(value)
    return found


def load_module(name, namespace):
    """The body of a module of the host."""
    import sys
    attributes = _monty.host_function("__import__")(name)
    inner = attributes.pop("", ())
    namespace.update(attributes)
    _modules[id(sys.modules[name])] = name
    for key in inner:
        __import__(f"{name}.{key}")


def sleep_by_host():
    """The host is asked to wait."""
    import asyncio
    import time

    async def sleep(delay, result=None):
        answer = _monty.host_function("__sleep__")("asyncio.sleep", delay)
        if hasattr(answer, "__await__"):
            await answer
        return result

    asyncio.sleep = sleep
    time.sleep = lambda seconds: _monty.host_function("__sleep__")("time.sleep", seconds)


def _shown(value, most):
    text = repr(value)
    data = text.encode("utf-8", "surrogatepass")
    return text if len(data) <= most else data[:most].decode("utf-8", "ignore") + "\u2026"


def assertion(most, operator, left, right, *message):
    """The exception of a failed assertion, in programs whose assertions tell what they compared."""
    try:
        told = f"assert {_shown(left, most)} {operator} {_shown(right, most)}" if operator else f"assert {_shown(left, most)}"
    except Exception:
        told = ""
    if not told or (not operator and type(left) is bool):
        return AssertionError(*message)
    said = str(message[0]) if message else ""
    return AssertionError(f"{said}\n{told}" if said else told)


# ---------------------------------------------------------------------------------------------------- in
def _named_tuple(name, fields, *items):
    cls = _named.get((name, fields))
    if cls is None:
        from collections import namedtuple
        cls = _named[name, fields] = namedtuple(name, fields[1:])
    return cls(*map(_enter, items))


def _exception(name, args):
    cls = getattr(builtins, name, None)
    if cls is None and "." in name:
        module, _, last = name.rpartition(".")
        cls = getattr(__import__(module), last)
    return cls(*_enter(args))


def _enter_instance(number):
    found = _left.get(number)
    if found is None:
        raise RuntimeError(f"invalid input type: the instance {number} of the sandbox no longer exists")
    return found


def _datetime(name):
    def make(*parts):
        import datetime
        return getattr(datetime, name)(*parts)
    return make


def _zoned(name):
    def make(*parts):
        import datetime
        *parts, zone, fold = parts
        return getattr(datetime, name)(*parts, _enter(zone), fold=fold)
    return make


def _timezone(days, seconds, us, name):
    import datetime
    offset = datetime.timedelta(days, seconds, us)
    if name is None:
        return datetime.timezone.utc if not offset else datetime.timezone(offset)
    return datetime.timezone(offset, name)


def _zone(key):
    import zoneinfo
    return zoneinfo.ZoneInfo(key)


def _decimal(text):
    import decimal
    return decimal.Decimal(text)


def _path(text):
    import pathlib
    return pathlib.Path(text)


_defined = {}


def _define(n, value):
    made = _defined[n] = type(value)()
    if type(value) is list:
        made.extend(map(_enter, value))
    else:
        made.update(_enter(value))
    return made


_ENTER = {
    "tuple": lambda *items: tuple(map(_enter, items)),
    "notimplemented": lambda: NotImplemented,
    "date": _datetime("date"),
    "timedelta": _datetime("timedelta"),
    "time": _zoned("time"),
    "datetime": _zoned("datetime"),
    "timezone": _timezone,
    "zone": _zone,
    "decimal": _decimal,
    "complex": complex,
    "path": _path,
    "exception": _exception,
    "type": lambda name: getattr(builtins, name),
    "std": lambda kind, name: getattr(builtins, name),
    "named": _named_tuple,
    "define": _define,
    "again": lambda n: _defined[n],
    "function": lambda name: _monty.host_function(name),
    "object": _host_object,
    "hosttype": _host_type,
    "instance": _enter_instance,
}


def _enter(value):
    kind = type(value)
    if kind is tuple:
        return _ENTER[value[0]](*value[1:])
    if kind is list:
        return [_enter(item) for item in value]
    if kind is dict:
        return {_enter(key): _enter(item) for key, item in value.items()}
    if kind is set or kind is frozenset:
        return kind(map(_enter, value))
    return value


def enter(value):
    """The value of a plain form."""
    if type(value) is tuple and value[0] == "shared":  # with values before it
        return _enter(value[1])
    _defined.clear()
    return _enter(value)


# ---------------------------------------------------------------------------------------------------- out
def _leave_zone(zone):
    if zone is None:
        return None
    import datetime
    if isinstance(zone, datetime.timezone):
        offset = zone.utcoffset(None)
        name = zone.tzname(None)
        return ("timezone", offset.days, offset.seconds, offset.microseconds, None if name[:3] == "UTC" else name)
    key = getattr(zone, "key", None)
    return ("text", repr(zone)) if key is None else ("zone", key)


def _leave_dates(value):
    import datetime
    kind = type(value)
    if kind is datetime.datetime:
        return ("datetime", value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond,
                _leave_zone(value.tzinfo), value.fold)
    if kind is datetime.date:
        return ("date", value.year, value.month, value.day)
    if kind is datetime.time:
        return ("time", value.hour, value.minute, value.second, value.microsecond, _leave_zone(value.tzinfo), value.fold)
    if kind is datetime.timedelta:
        return ("timedelta", value.days, value.seconds, value.microseconds)
    return _leave_zone(value) if kind is datetime.timezone else None


def _leave_exception(value, path):
    kind = type(value)
    name = kind.__name__
    if getattr(builtins, name, None) is not kind:
        name = "ValueError" if isinstance(value, ValueError) else "Exception"
    return ("exception", name, ("tuple", *[_leave(a, path) for a in value.args]))


def _leave_type(value):
    if isinstance(value, _HostType):
        return ("hosttype", value._monty_id)
    name = value.__name__
    if getattr(builtins, name, None) is value:
        return ("type", name)
    if value.__module__ == "builtins" or value.__module__ == "functools":
        return ("std", "type", name)
    return ("text", f"<class '{name}'>")


def _leave_instance(value, path):
    kind = type(value)
    number = _numbers.get(id(value))
    if number is None:
        number = _numbers[id(value)] = len(_numbers) + 1
        _left[number] = value
    attributes = dict(getattr(value, "__dict__", ()))
    for cls in kind.__mro__:
        slots = cls.__dict__.get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            if name[:2] != "__" and hasattr(value, name):
                attributes[name] = getattr(value, name)
    pairs = [("tuple", name, _leave(item, path)) for name, item in attributes.items()]
    return ("instance", number, kind.__name__, hasattr(kind, "__dataclass_fields__"), ("tuple", *pairs))


_BASES = (bool, int, float, str, bytes)
_CYCLES = {list: "[...]", dict: "{...}", tuple: "(...)", set: "{...}", frozenset: "frozenset({...})"}


def _leave(value, path):
    kind = type(value)
    if kind in _PLAIN:
        return value
    if value is NotImplemented:
        return ("notimplemented",)
    if id(value) in path:
        return ("text", _CYCLES.get(kind, "..."))
    path = {*path, id(value)}
    if isinstance(value, tuple):
        items = [_leave(item, path) for item in value]
        if kind is tuple or not hasattr(kind, "_fields"):
            import os
            if isinstance(value, os.stat_result):
                fields = ("mode", "ino", "dev", "nlink", "uid", "gid", "size", "atime", "mtime", "ctime")
                return ("named", "StatResult", ("tuple", *["st_" + name for name in fields]), *items)
            return ("tuple", *items)
        return ("named", kind.__name__, ("tuple", *kind._fields), *items)
    if isinstance(value, list):
        return [_leave(item, path) for item in value]
    if isinstance(value, dict):
        return {_leave(key, path): _leave(item, path) for key, item in value.items()}
    if kind is set or kind is frozenset:
        return kind([_leave(item, path) for item in value])
    for base in _BASES:
        if isinstance(value, base):
            return base(value)
    if kind is bytearray:
        return bytes(value)
    if kind is complex:
        return ("complex", value.real, value.imag)
    if isinstance(value, type):
        return _leave_type(value)
    if isinstance(value, BaseException):
        return _leave_exception(value, path)
    if isinstance(value, _Host):
        return ("object", value._monty_object)
    module = kind.__module__
    if module == "datetime":
        found = _leave_dates(value)
        if found is not None:
            return found
    elif module == "decimal" and kind.__name__ == "Decimal":
        return ("decimal", str(value))
    elif module.startswith("pathlib") and hasattr(value, "__fspath__"):
        return ("path", str(value))
    elif module == "builtins":
        name = getattr(value, "__name__", None)
        if kind.__name__ == "builtin_function_or_method" and getattr(builtins, name, None) is value:
            return ("std", "function", name)
        if id(value) in _modules:
            return ("module", _modules[id(value)])
    elif hasattr(value, "__dict__") or hasattr(kind, "__slots__"):
        if getattr(kind, "__module__", "") == "__main__" or hasattr(kind, "__dataclass_fields__"):
            return _leave_instance(value, path)
    return ("text", repr(value))


def leave(value):
    """The plain form of a value."""
    return _leave(value, set())
