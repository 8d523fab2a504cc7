# SPDX-License-Identifier: MIT
# weakref, with strong references: an object lives at least as long as what refers to it here, so callbacks never run
# and entries never vanish by themselves. (When a weak reference dies is unspecified; here it is never.)
from __future__ import annotations

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
           "CallableProxyType", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"]

_UNREFERABLE = (int, float, complex, str, bytes, tuple, list, dict, type(None), bool, range, slice)


def _check(obj):
    if type(obj) in _UNREFERABLE:
        raise TypeError(f"cannot create weak reference to '{type(obj).__name__}' object")


class ref:
    """Call it to get the object."""

    __slots__ = ("_object", "__callback__")
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, object, callback=None, /):
        _check(object)
        self._object = object
        self.__callback__ = callback

    def __call__(self):
        return self._object

    def __eq__(self, other):
        if not isinstance(other, ref):
            return NotImplemented
        return self._object == other._object

    def __hash__(self):
        return hash(self._object)

    def __repr__(self):
        kind = type(self._object)
        return f"<weakref at {id(self):#x}; to '{kind.__name__}' at {id(self._object):#x}>"


ReferenceType = KeyedRef = ref


class WeakMethod(ref):
    """A reference to a bound method."""

    __slots__ = ()

    def __init__(self, meth, callback=None):
        if not hasattr(meth, "__self__") or not hasattr(meth, "__func__"):
            raise TypeError(f"argument should be a bound method, not {type(meth)}")
        ref.__init__(self, meth, callback)


def proxy(object, callback=None, /):
    """The object itself."""
    _check(object)
    return object


class ProxyType:
    pass


class CallableProxyType:
    pass


def getweakrefcount(object, /) -> int:
    return 0


def getweakrefs(object, /) -> list:
    return []


class WeakValueDictionary(dict):
    def valuerefs(self) -> list:
        return [ref(value) for value in self.values()]

    def itervaluerefs(self):
        return iter(self.valuerefs())

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"


class WeakKeyDictionary(dict):
    def keyrefs(self) -> list:
        return [ref(key) for key in self]

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"


class WeakSet(set):
    def copy(self):
        return type(self)(self)

    __copy__ = copy


class finalize:
    """Calls the function when asked to; nothing else calls it."""

    def __init__(self, obj, func, /, *args, **kwargs):
        _check(obj)
        self._parts = (obj, func, args, kwargs)
        self.atexit = False

    def __call__(self, _=None):
        parts, self._parts = self._parts, None
        if parts is None:
            return None
        return parts[1](*parts[2], **parts[3])

    def detach(self):
        parts, self._parts = self._parts, None
        return parts

    def peek(self):
        return self._parts

    @property
    def alive(self) -> bool:
        return self._parts is not None
