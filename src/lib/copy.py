# SPDX-License-Identifier: MIT
# copy: shallow and deep copies.
from types import BuiltinFunctionType, FunctionType, MethodType

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error

_same = frozenset((int, float, bool, complex, str, tuple, bytes, frozenset, type, range, slice, property,
                   BuiltinFunctionType, type(...), type(NotImplemented), FunctionType, type(None),
                   type((lambda: 0).__code__)))
_atoms = _same - {tuple, frozenset, slice}


def copy(x):
    cls = type(x)
    if cls in _same:
        return x
    if cls is list or cls is dict or cls is set or cls is bytearray:
        return x.copy()
    if issubclass(cls, type):
        return x
    hook = getattr(cls, "__copy__", None)
    if hook is not None:
        return hook(x)
    return _rebuild(x, _reduced(x, cls, "shallow"))


def _reduced(x, cls, kind):
    reduce = _registered(cls)
    if reduce is not None:
        return reduce(x)
    reduce = getattr(x, "__reduce_ex__", None)
    if reduce is not None:
        return reduce(4)
    reduce = getattr(x, "__reduce__", None)
    if reduce is not None:
        return reduce()
    raise Error(f"un({kind})copyable object of type {cls}")


def _registered(cls):
    import sys
    registry = sys.modules.get("copyreg")
    return None if registry is None else registry.dispatch_table.get(cls)


def deepcopy(x, memo: dict | None = None, _nil=[]):
    cls = type(x)
    if cls in _atoms:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        y = memo.get(key, _nil)
        if y is not _nil:
            return y
    if cls is list:
        y = []
        memo[key] = y
        for item in x:
            y.append(deepcopy(item, memo))
    elif cls is dict:
        y = {}
        memo[key] = y
        for name, value in x.items():
            y[deepcopy(name, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        if key in memo:
            return memo[key]
        for old, new in zip(x, items):
            if old is not new:
                y = tuple(items)
                break
        else:
            return x
    elif cls is MethodType:
        y = cls(x.__func__, deepcopy(x.__self__, memo))
    elif issubclass(cls, type):
        return x
    else:
        hook = getattr(x, "__deepcopy__", None)
        if hook is not None:
            y = hook(memo)
        else:
            reduced = _reduced(x, cls, "deep")
            if isinstance(reduced, str):
                return x
            y = _rebuild(x, reduced, memo)
    if y is not x:
        memo[key] = y
        memo.setdefault(id(memo), []).append(x)  # keeps x, hence its id, for as long as the memo
    return y


def _rebuild(x, reduced, memo=None):
    if isinstance(reduced, str):
        return x
    func, args, state, items, pairs = (tuple(reduced) + (None, None, None))[:5]
    setter = reduced[5] if len(reduced) > 5 else None
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if setter is not None:
            setter(y, state)
        elif hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(y, name, value)
    if items is not None:
        for item in items:
            y.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for name, value in pairs:
            if deep:
                name = deepcopy(name, memo)
                value = deepcopy(value, memo)
            y[name] = value
    return y


def replace(obj, /, **changes):
    cls = type(obj)
    hook = getattr(cls, "__replace__", None)
    if hook is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return hook(obj, **changes)
