# SPDX-License-Identifier: MIT
# _collections_dicts: the dict subclasses of collections.
from types import GenericAlias

import _monty

_unset = object()
_showing = set()


class OrderedDict(dict):
    __module__ = "collections"

    def __init__(self, other=(), /, **kwds):
        self.update(other, **kwds)

    def update(self, other=(), /, **kwds):
        if type(self).__setitem__ is dict.__setitem__ and (type(other) is dict or type(other) is OrderedDict
                                                           or type(other) is list or type(other) is tuple):
            dict.update(self, other, **kwds)
            return
        if hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        elif hasattr(other, "items"):
            for key, value in other.items():
                self[key] = value
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    popitem = _monty.OrderedDict.popitem
    move_to_end = _monty.OrderedDict.move_to_end

    # move_to_end() to the front, or by a key that takes Python code.
    def _move(self, key, last):
        if key not in self:
            raise KeyError(key)
        value = dict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
        else:
            rest = list(dict.items(self))
            dict.clear(self)
            dict.__setitem__(self, key, value)
            dict.update(self, rest)

    def pop(self, key, default=_unset):
        if type(self) is OrderedDict:
            return dict.pop(self, key) if default is _unset else dict.pop(self, key, default)
        if key in self:
            value = self[key]
            del self[key]
            return value
        if default is not _unset:
            return default
        missing = getattr(type(self), "__missing__", None)
        if missing is not None:
            return missing(self, key)
        raise KeyError(key)

    def setdefault(self, key, default=None):
        if key in self:
            return self[key]
        self[key] = default
        return default

    def copy(self):
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        mark = id(self)
        if mark in _showing:
            return "..."
        _showing.add(mark)
        try:
            return f"{self.__class__.__name__}({dict(self.items())!r})"
        finally:
            _showing.discard(mark)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(map(_same, self, other))
        return dict.__eq__(self, other)

    def __ne__(self, other):
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    __hash__ = None

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self

    def __reduce__(self):
        state = self.__getstate__()
        return self.__class__, (), state, None, iter(self.items())


def _same(a, b):
    return a is b or a == b


class defaultdict(dict):
    __slots__ = ("default_factory", "__dict__", "__weakref__")
    __module__ = "collections"

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        dict.__init__(self, *args, **kwargs)

    def __missing__(self, key):
        factory = self.default_factory
        if factory is None:
            raise KeyError(key)
        self[key] = value = factory()
        return value

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __repr__(self):
        mark = id(self)
        if mark in _showing:  # by way of the factory
            factory = "..."
        else:
            _showing.add(mark)
            try:
                factory = repr(self.default_factory)
            finally:
                _showing.discard(mark)
        return f"{type(self).__name__}({factory}, {dict.__repr__(self)})"

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self.default_factory, other)
        new.update(self)
        return new

    def __reduce__(self):
        args = () if self.default_factory is None else (self.default_factory,)
        return type(self), args, None, None, iter(self.items())

    __class_getitem__ = classmethod(GenericAlias)


def _count_elements(mapping, iterable):
    get = mapping.get
    for item in iterable:
        mapping[item] = get(item, 0) + 1


class Counter(dict):
    __module__ = "collections"

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        if iterable is not None or kwds:
            self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self) -> int:
        return sum(self.values())

    def most_common(self, n: int | None = None) -> list:
        if n is None:
            return sorted(self.items(), key=_second, reverse=True)
        if n == 1:
            return [max(self.items(), key=_second)] if self else []
        if n <= 0:
            return []
        if n * 8 < len(self):
            import heapq
            return heapq.nlargest(n, self.items(), key=_second)
        return sorted(self.items(), key=_second, reverse=True)[:n]

    def elements(self):
        for item, count in self.items():
            for _ in range(count):
                yield item

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        if iterable is not None:
            if _is_mapping(iterable):
                if self:
                    get = self.get
                    for item, count in iterable.items():
                        self[item] = count + get(item, 0)
                else:
                    super().update(iterable)
            else:
                _count_elements(self, iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        if iterable is not None:
            get = self.get
            if _is_mapping(iterable):
                for item, count in iterable.items():
                    self[item] = get(item, 0) - count
            else:
                for item in iterable:
                    self[item] = get(item, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, item):
        if item in self:
            super().__delitem__(item)

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            shown = dict(self.most_common())
        except TypeError:
            shown = dict(self)
        return f"{self.__class__.__name__}({shown!r})"

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        for group in (self, other):
            for item in group:
                if self[item] != other[item]:
                    return False
        return True

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        for group in (self, other):
            for item in group:
                if not self[item] <= other[item]:
                    return False
        return True

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return other <= self

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return other <= self and self != other

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for item, count in self.items():
            count += other[item]
            if count > 0:
                result[item] = count
        for item, count in other.items():
            if item not in self and count > 0:
                result[item] = count
        return result

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for item, count in self.items():
            count -= other[item]
            if count > 0:
                result[item] = count
        for item, count in other.items():
            if item not in self and count < 0:
                result[item] = 0 - count
        return result

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for item, count in self.items():
            theirs = other[item]
            if count < theirs:
                count = theirs
            if count > 0:
                result[item] = count
        for item, count in other.items():
            if item not in self and count > 0:
                result[item] = count
        return result

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for item, count in self.items():
            theirs = other[item]
            if theirs < count:
                count = theirs
            if count > 0:
                result[item] = count
        return result

    def __pos__(self):
        return _keep(self.items(), 1)

    def __neg__(self):
        return _keep(self.items(), -1)

    def _keep_positive(self):
        for item in [item for item, count in self.items() if not count > 0]:
            del self[item]
        return self

    def __iadd__(self, other):
        for item, count in other.items():
            self[item] += count
        return self._keep_positive()

    def __isub__(self, other):
        for item, count in other.items():
            self[item] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for item, theirs in other.items():
            if theirs > self[item]:
                self[item] = theirs
        return self._keep_positive()

    def __iand__(self, other):
        for item, count in self.items():
            theirs = other[item]
            if theirs < count:
                self[item] = theirs
        return self._keep_positive()


def _second(pair):
    return pair[1]


def _is_mapping(obj):
    if isinstance(obj, dict):
        return True
    if type(obj) in (str, list, tuple):
        return False
    from collections.abc import Mapping
    return isinstance(obj, Mapping)


def _keep(items, sign):
    result = Counter()
    for item, count in items:
        if sign > 0:
            if count > 0:
                result[item] = count
        elif count < 0:
            result[item] = 0 - count
    return result
