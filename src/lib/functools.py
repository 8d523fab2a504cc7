# SPDX-License-Identifier: MIT
# functools: tools for functions and callables.
import sys
from types import GenericAlias, MethodType

import _monty

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
           "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod",
           "cached_property", "Placeholder"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__",
                       "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# -- total_ordering

def _from_lt():
    def __gt__(self, other):
        less = type(self).__lt__(self, other)
        return less if less is NotImplemented else not less and self != other

    def __le__(self, other):
        less = type(self).__lt__(self, other)
        return less if less is NotImplemented else less or self == other

    def __ge__(self, other):
        less = type(self).__lt__(self, other)
        return less if less is NotImplemented else not less

    return __gt__, __le__, __ge__


def _from_le():
    def __ge__(self, other):
        ok = type(self).__le__(self, other)
        return ok if ok is NotImplemented else not ok or self == other

    def __lt__(self, other):
        ok = type(self).__le__(self, other)
        return ok if ok is NotImplemented else ok and self != other

    def __gt__(self, other):
        ok = type(self).__le__(self, other)
        return ok if ok is NotImplemented else not ok

    return __ge__, __lt__, __gt__


def _from_gt():
    def __lt__(self, other):
        more = type(self).__gt__(self, other)
        return more if more is NotImplemented else not more and self != other

    def __ge__(self, other):
        more = type(self).__gt__(self, other)
        return more if more is NotImplemented else more or self == other

    def __le__(self, other):
        more = type(self).__gt__(self, other)
        return more if more is NotImplemented else not more

    return __lt__, __ge__, __le__


def _from_ge():
    def __le__(self, other):
        ok = type(self).__ge__(self, other)
        return ok if ok is NotImplemented else not ok or self == other

    def __gt__(self, other):
        ok = type(self).__ge__(self, other)
        return ok if ok is NotImplemented else ok and self != other

    def __lt__(self, other):
        ok = type(self).__ge__(self, other)
        return ok if ok is NotImplemented else not ok

    return __le__, __gt__, __lt__


def total_ordering(cls):
    given = {name for name in ("__lt__", "__le__", "__gt__", "__ge__")
             if getattr(cls, name, None) is not getattr(object, name, None)}
    if not given:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(given)
    maker = {"__lt__": _from_lt, "__le__": _from_le, "__gt__": _from_gt, "__ge__": _from_ge}[root]
    for function in maker():
        if function.__name__ not in given:
            function.__qualname__ = f"{cls.__qualname__}.{function.__name__}"
            function.__doc__ = getattr(object, function.__name__).__doc__
            setattr(cls, function.__name__, function)
    return cls


def cmp_to_key(mycmp):
    class K:
        __slots__ = ("obj",)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            if type(other) is not K:
                raise TypeError("other argument must be K instance")
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            if type(other) is not K:
                raise TypeError("other argument must be K instance")
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            if type(other) is not K:
                raise TypeError("other argument must be K instance")
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            if type(other) is not K:
                raise TypeError("other argument must be K instance")
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            if type(other) is not K:
                raise TypeError("other argument must be K instance")
            return mycmp(self.obj, other.obj) >= 0

        __hash__ = None

    return K


_unset = object()


def reduce(function, iterable, /, initial=_unset):
    try:
        it = iter(iterable)
    except TypeError:
        if hasattr(type(iterable), "__iter__") or hasattr(type(iterable), "__getitem__"):
            raise
        raise TypeError("reduce() arg 2 must support iteration") from None
    if initial is _unset:
        for initial in it:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in it:
        initial = function(initial, item)
    return initial


# -- partial

class _PlaceholderType:
    __slots__ = ()
    __module__ = "functools"

    def __new__(cls):
        return Placeholder

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError("type 'functools._PlaceholderType' is not an acceptable base type")

    def __repr__(self):
        return "Placeholder"

    def __reduce__(self):
        return "Placeholder"


Placeholder = object.__new__(_PlaceholderType)
_showing = set()


def _show(self, prefix):
    key = id(self)
    if key in _showing:
        return "..."
    _showing.add(key)
    try:
        parts = [repr(self.func)]
        parts += [repr(item) for item in self.args]
        parts += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"{prefix}({', '.join(parts)})"
    finally:
        _showing.discard(key)


def _fill(stored, args, count, what):
    if len(args) < count:
        raise TypeError(f"missing positional arguments in '{what}' call; expected at least {count}, got {len(args)}")
    rest = iter(args)
    filled = [next(rest) if item is Placeholder else item for item in stored]
    filled += rest
    return filled


def _check_partial(args, keywords):
    if args and args[-1] is Placeholder:
        raise TypeError("trailing Placeholders are not allowed")
    for value in keywords.values():
        if value is Placeholder:
            raise TypeError("Placeholder cannot be passed as a keyword argument")


class partial:
    __slots__ = ("func", "args", "keywords", "_holes", "__dict__", "__weakref__")

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        _check_partial(args, keywords)
        if isinstance(func, partial):
            stored = func.args
            if func._holes:
                # earlier placeholders may take fewer arguments than there are; the rest stay open
                rest = list(args)
                merged = [(rest.pop(0) if rest else item) if item is Placeholder else item for item in stored]
                while merged and merged[-1] is Placeholder and not rest:
                    merged.pop()
                args = tuple(merged + rest)
            else:
                args = stored + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = object.__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        self._holes = sum([item is Placeholder for item in args])
        return self

    __call__ = _monty.partial.__call__

    def _call(self, args, keywords):  # with placeholders
        return self.func(*_fill(self.args, args, self._holes, "partial"), **{**self.keywords, **keywords})

    def __get__(self, obj, objtype=None):
        return self if obj is None else MethodType(self, obj)

    def __repr__(self):
        cls = type(self)
        name = cls.__qualname__
        return _show(self, f"{cls.__module__}.{name}")

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple):
            raise TypeError("argument to __setstate__ must be a tuple")
        if len(state) != 4:
            raise TypeError(f"expected 4 items in state, got {len(state)}")
        func, args, keywords, space = state
        if not callable(func) or not isinstance(args, tuple) or (keywords is not None and not isinstance(keywords, dict)) \
                or (space is not None and not isinstance(space, dict)):
            raise TypeError("invalid partial state")
        if args and args[-1] is Placeholder:
            raise TypeError("trailing Placeholders are not allowed")
        self.func = func
        self.args = tuple(args)
        self.keywords = {} if keywords is None else keywords if type(keywords) is dict else dict(keywords)
        self._holes = sum([item is Placeholder for item in args])
        self.__dict__.clear()
        self.__dict__.update(space or {})

    __class_getitem__ = classmethod(GenericAlias)


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        if isinstance(func, partialmethod):
            merged = partial(_nothing, *func.args, **func.keywords)
            merged = partial(merged, *args, **keywords)
            func, args, keywords = func.func, merged.args, merged.keywords
        elif not callable(func) and getattr(func, "__get__", None) is None:
            raise TypeError(f"the first argument {func!r} must be a callable or a descriptor")
        _check_partial(args, keywords)
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        cls = type(self)
        return _show(self, f"{cls.__module__}.{cls.__qualname__}")

    def _make_unbound_method(self):
        func, stored, given = self.func, self.args, self.keywords
        holes = sum([item is Placeholder for item in stored])

        def _method(cls_or_self, /, *args, **keywords):
            if holes:
                return func(cls_or_self, *_fill(stored, args, holes, "partial"), **{**given, **keywords})
            return func(cls_or_self, *stored, *args, **{**given, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        getter = getattr(self.func, "__get__", None)
        if getter is not None:
            new_func = getter(obj, cls)
            if new_func is not self.func:
                result = partial(new_func, *self.args, **self.keywords)
                try:
                    result.__self__ = new_func.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(GenericAlias)


def _nothing(*args, **keywords):
    pass


# -- caches

_info_type = None


def _cache_info(hits, misses, maxsize, currsize):
    global _info_type
    if _info_type is None:
        from collections import namedtuple
        _info_type = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"], module="functools")
    return _info_type(hits, misses, maxsize, currsize)


class _KeywordMark:
    __slots__ = ()


_mark = (_KeywordMark(),)
_find = _monty.cache_find


def _make_key(args, kwds, typed):
    key = args
    if kwds:
        key += _mark
        for item in kwds.items():
            key += item
    if typed:
        key += tuple([type(value) for value in args])
        if kwds:
            key += tuple([type(value) for value in kwds.values()])
    elif len(key) == 1:
        kind = type(key[0])
        if kind is int or kind is str:
            return key[0]
    return key


def _unbounded(function, typed):
    store = {}
    missing = _unset
    counts = [0, missing, 0]  # hits, what _find answers where there is none, misses

    def wrapper(*args, **kwds):
        if kwds or typed:
            key = _make_key(args, kwds, typed)
        else:
            result = _find(store, args, counts, None)
            if result is not missing:
                return result
            key = _make_key(args, kwds, typed)
        result = store.get(key, missing)
        if result is not missing:
            counts[0] += 1
            return result
        counts[2] += 1
        result = function(*args, **kwds)
        store[key] = result
        return result

    def cache_info():
        return _cache_info(counts[0], counts[2], None, len(store))

    def cache_clear():
        store.clear()
        counts[0] = counts[2] = 0

    return wrapper, cache_info, cache_clear


def _uncached(function):
    misses = 0

    def wrapper(*args, **kwds):
        nonlocal misses
        misses += 1
        return function(*args, **kwds)

    def cache_info():
        return _cache_info(0, misses, 0, 0)

    def cache_clear():
        nonlocal misses
        misses = 0

    return wrapper, cache_info, cache_clear


def _bounded(function, maxsize, typed):
    # A ring of links [previous, next, key, result]; root[0] is the newest, root[1] the oldest.
    store = {}
    missing = _unset
    counts = [0, missing, 0]  # as above
    root = []
    root[:] = [root, root, None, None]

    def wrapper(*args, **kwds):
        if kwds or typed:
            key = _make_key(args, kwds, typed)
        else:
            result = _find(store, args, counts, root)
            if result is not missing:
                return result
            key = _make_key(args, kwds, typed)
        link = store.get(key)
        if link is not None:
            previous, following, _, result = link
            previous[1] = following
            following[0] = previous
            newest = root[0]
            newest[1] = root[0] = link
            link[0] = newest
            link[1] = root
            counts[0] += 1
            return result
        counts[2] += 1
        result = function(*args, **kwds)
        if key in store:
            return result
        if len(store) >= maxsize:
            oldest = root[1]
            del store[oldest[2]]
            following = oldest[1]
            root[1] = following
            following[0] = root
        newest = root[0]
        link = [newest, root, key, result]
        newest[1] = root[0] = store[key] = link
        return result

    def cache_info():
        return _cache_info(counts[0], counts[2], maxsize, len(store))

    def cache_clear():
        store.clear()
        root[:] = [root, root, None, None]
        counts[0] = counts[2] = 0

    return wrapper, cache_info, cache_clear


def _cached(function, maxsize, typed):
    if maxsize is None:
        wrapper, info, clear = _unbounded(function, typed)
    elif maxsize == 0:
        wrapper, info, clear = _uncached(function)
    else:
        wrapper, info, clear = _bounded(function, maxsize, typed)
    wrapper.cache_info = info
    wrapper.cache_clear = clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    wrapper.__copy__ = lambda: wrapper
    wrapper.__deepcopy__ = lambda memo: wrapper
    parameters = wrapper.cache_parameters
    update_wrapper(wrapper, function)
    wrapper.cache_info, wrapper.cache_clear, wrapper.cache_parameters = info, clear, parameters
    return wrapper


def lru_cache(maxsize=128, typed: bool = False):
    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorating_function(user_function):
        return _cached(user_function, maxsize, typed)

    return decorating_function


def cache(user_function, /):
    return _cached(user_function, None, False)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            space = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {name!r} "
                            "property.") from None
        value = space.get(name, _unset)
        if value is _unset:
            value = self.func(instance)
            try:
                space[name] = value
            except TypeError:
                raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance does not support "
                                f"item assignment for caching {name!r} property.") from None
        return value

    __class_getitem__ = classmethod(GenericAlias)


# -- single dispatch

def _merge(sequences):
    # The C3 merge: take a head that is in no other tail, until all are empty.
    result = []
    while True:
        sequences = [s for s in sequences if s]
        if not sequences:
            return result
        for sequence in sequences:
            head = sequence[0]
            if not any(head in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(head)
        for sequence in sequences:
            if sequence[0] is head:
                del sequence[0]


def _c3_mro(cls, abcs=()):
    # The order of cls's bases with virtual bases (abstract classes it only is registered with) put in.
    bases = cls.__bases__
    boundary = 0
    for position in range(len(bases), 0, -1):
        if hasattr(bases[position - 1], "__abstractmethods__"):
            boundary = position
            break
    explicit = list(bases[:boundary])
    other = list(bases[boundary:])
    virtual = [abc for abc in abcs if issubclass(cls, abc) and not any(issubclass(base, abc) for base in bases)]
    left = [abc for abc in abcs if abc not in virtual]
    parts = [[cls]]
    for group in (explicit, virtual, other):
        parts += [_c3_mro(base, left) for base in group]
    return _merge(parts + [explicit, virtual, other])


def _compose_mro(cls, types):
    bases = set(cls.__mro__)
    types = [kind for kind in types if kind not in bases and hasattr(kind, "__mro__")
             and not isinstance(kind, GenericAlias) and issubclass(cls, kind)]
    types = [kind for kind in types if not any(kind is not other and kind in other.__mro__ for other in types)]
    chosen = set(types)
    virtual = []
    for kind in types:
        found = []
        for sub in kind.__subclasses__():
            if sub not in bases and issubclass(cls, sub):
                found.append([item for item in sub.__mro__ if item in chosen])
        if not found:
            virtual.append(kind)
            continue
        found.sort(key=len, reverse=True)
        for chain in found:
            for item in chain:
                if item not in virtual:
                    virtual.append(item)
    return _c3_mro(cls, virtual)


def _find_impl(cls, registry):
    match = None
    for kind in _compose_mro(cls, registry.keys()):
        if match is not None:
            if kind in registry and kind not in cls.__mro__ and match not in cls.__mro__ and \
                    not issubclass(match, kind):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {kind}")
            break
        if kind in registry:
            match = kind
    return registry.get(match)


def _is_union(cls):
    from types import UnionType
    if isinstance(cls, UnionType):
        return True
    typing = sys.modules.get("typing")
    return typing is not None and typing.get_origin(cls) is typing.Union


def _is_dispatchable(cls):
    if isinstance(cls, type) and not isinstance(cls, GenericAlias):
        return True
    return _is_union(cls) and all(isinstance(arg, type) and not isinstance(arg, GenericAlias) for arg in cls.__args__)


def singledispatch(func):
    from types import MappingProxyType
    registry = {}
    found = {}
    token = None
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        nonlocal token
        if token is not None:
            import abc
            current = abc.get_cache_token()
            if token != current:
                found.clear()
                token = current
        try:
            return found[cls]
        except KeyError:
            pass
        except TypeError:
            return _find_impl(cls, registry)
        implementation = registry.get(cls)
        if implementation is None:
            implementation = _find_impl(cls, registry)
        found[cls] = implementation
        return implementation

    def register(cls, func=None):
        nonlocal token
        if _is_dispatchable(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            hints = getattr(cls, "__annotations__", {})
            if not hints:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. Use either `@register(some_class)` "
                                "or plain `@register` on an annotated function.")
            func = cls
            argname, cls = next(iter(hints.items()))
            if isinstance(cls, str):
                from typing import get_type_hints
                argname, cls = next(iter(get_type_hints(func).items()))
            if cls is None:
                cls = type(None)
            if not _is_dispatchable(cls):
                if _is_union(cls):
                    raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} not all arguments are classes.")
                raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} is not a class.")
        if not isinstance(cls, type):
            for part in cls.__args__:
                registry[part] = func
        else:
            registry[cls] = func
        if token is None and hasattr(cls, "__abstractmethods__"):
            import abc
            token = abc.get_cache_token()
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = found.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        func = self.func
        name = getattr(func, "__name__", "singledispatchmethod method")

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f"{name} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


def __getattr__(name):
    if name == "_CacheInfo":
        return type(_cache_info(0, 0, 0, 0))
    raise AttributeError(f"module 'functools' has no attribute {name!r}", name=name, obj=sys.modules["functools"])
