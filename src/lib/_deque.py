# SPDX-License-Identifier: MIT
# _deque: collections.deque. The items lie in one list behind a gap of free places, so that both ends are cheap.
import sys

import _monty

_GenericAlias = type(list[int])
_append = _monty.deque.append
_appendleft = _monty.deque.appendleft


class deque:
    __abc_tpflags__ = 1 << 5
    __slots__ = ("_items", "_head", "_maxlen", "_changes", "__weakref__")
    __module__ = "collections"

    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        self._items = []
        self._head = 0
        self._maxlen = None
        self._changes = 0
        return self

    def __init__(self, iterable=(), maxlen: int | None = None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._items = []
        self._head = 0
        self._maxlen = maxlen
        self.extend(iterable)

    @property
    def maxlen(self) -> int | None:
        return self._maxlen

    append = _append
    appendleft = _appendleft
    pop = _monty.deque.pop
    popleft = _monty.deque.popleft
    rotate = _monty.deque.rotate
    __len__ = _monty.deque.__len__
    __getitem__ = _monty.deque.__getitem__
    __setitem__ = _monty.deque.__setitem__

    def extend(self, iterable):
        if iterable is self:
            iterable = list(self)
        if self._maxlen is None and type(iterable) in (list, tuple, range, str, dict, set, frozenset):
            self._changes += 1
            self._items.extend(iterable)
            return
        for x in iterable:
            _append(self, x)

    def extendleft(self, iterable):
        if iterable is self:
            iterable = list(self)
        for x in iterable:
            _appendleft(self, x)

    def clear(self):
        self._changes += 1
        self._items = []
        self._head = 0

    def _list(self):
        return self._items[self._head:]

    def copy(self):
        return self.__copy__()

    def __copy__(self):
        cls = type(self)
        if cls is deque:
            new = deque.__new__(deque)
            new._items = self._list()
            new._maxlen = self._maxlen
            return new
        if self._maxlen is None:
            return cls(self)
        return cls(self, self._maxlen)

    def __reduce__(self):
        space = getattr(self, "__dict__", None) or None
        args = () if self._maxlen is None else ((), self._maxlen)
        return type(self), args, space, iter(self)

    def count(self, x) -> int:
        changes = self._changes
        total = 0
        for item in self._list():
            if item is x or item == x:
                total += 1
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
        return total

    def __contains__(self, x):
        changes = self._changes
        for item in self._list():
            if item is x or item == x:
                return True
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
        return False

    def index(self, x, start=0, stop=None) -> int:
        size = len(self)
        changes = self._changes
        if start < 0:
            start = max(start + size, 0)
        if stop is None or stop > size:
            stop = size
        elif stop < 0:
            stop = max(stop + size, 0)
        head = self._head
        for i in range(start, stop):
            item = self._items[head + i]
            if item is x or item == x:
                return i
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
        raise ValueError(f"{x!r} is not in deque")

    def insert(self, i, x):
        if self._maxlen is not None and len(self) >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        self._changes += 1
        size = len(self)
        if i < 0:
            i = max(i + size, 0)
        if i >= size:
            self._items.append(x)
        elif i == 0:
            self.appendleft(x)
        else:
            self._items.insert(self._head + i, x)

    def remove(self, value):
        changes = self._changes
        for i in range(self._head, len(self._items)):
            item = self._items[i]
            same = item is value or item == value
            if self._changes != changes:
                raise IndexError("deque mutated during remove().")
            if same:
                self._changes += 1
                del self._items[i]
                return
        raise ValueError(f"{value!r} is not in deque")

    def reverse(self):
        self._changes += 1
        items = self._list()
        items.reverse()
        self._items = items
        self._head = 0

    def _get(self, index):
        return self[self._inside(index)]

    def _set(self, index, value):
        self[self._inside(index)] = value

    def _inside(self, index):
        i = _index(index)
        if not -len(self._items) <= i < len(self._items):
            raise IndexError("deque index out of range")
        return i

    def __delitem__(self, index):
        i = _index(index)
        size = len(self)
        if i < 0:
            i += size
        if not 0 <= i < size:
            raise IndexError("deque index out of range")
        self._changes += 1
        del self._items[self._head + i]

    def __iter__(self):
        return _deque_iterator(self)

    def __reversed__(self):
        return _deque_reverse_iterator(self)

    def __repr__(self):
        key = id(self)
        if key in _showing:
            return "[...]"
        _showing.add(key)
        try:
            text = repr(self._list())
        finally:
            _showing.discard(key)
        if self._maxlen is not None:
            return f"{type(self).__name__}({text}, maxlen={self._maxlen})"
        return f"{type(self).__name__}({text})"

    def __eq__(self, other):
        return self._list() == other._list() if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return self._list() < other._list() if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return self._list() <= other._list() if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return self._list() > other._list() if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return self._list() >= other._list() if isinstance(other, deque) else NotImplemented

    __hash__ = None

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError(f'can only concatenate deque (not "{type(other).__name__}") to deque')
        new = self.__copy__()
        new.extend(other)
        return new

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, n):
        if not hasattr(n, "__index__"):
            return NotImplemented
        new = self.__copy__()
        new *= n
        return new

    __rmul__ = __mul__

    def __imul__(self, n):
        if not hasattr(n, "__index__"):
            return NotImplemented
        n = _index(n)
        self._changes += 1
        items = self._list()
        if self._maxlen is not None and items:
            n = min(n, self._maxlen // len(items) + 1)
        items *= n
        if self._maxlen is not None and len(items) > self._maxlen:
            del items[:len(items) - self._maxlen]
        self._items = items
        self._head = 0
        return self

    __class_getitem__ = classmethod(_GenericAlias)


_showing = set()


def _index(index):
    if type(index) is int:
        return index
    hook = getattr(type(index), "__index__", None)
    if hook is None:
        raise TypeError(f"sequence index must be integer, not '{type(index).__name__}'")
    return hook(index)


class _deque_iterator:
    __slots__ = ("_deque", "_next", "_changes", "_left")
    __module__ = "collections"

    def __init__(self, source, skip=0):
        if not isinstance(source, deque):
            raise TypeError(f"expected deque, not {type(source).__name__}")
        self._deque = source
        self._next = min(skip, len(source))
        self._changes = source._changes
        self._left = len(source) - self._next

    def __iter__(self):
        return self

    __next__ = _monty._deque_iterator.__next__

    def __length_hint__(self):
        return self._left

    def __reduce__(self):
        return type(self), (self._deque, self._next)


class _deque_reverse_iterator(_deque_iterator):
    __slots__ = ()
    __module__ = "collections"

    __next__ = _monty._deque_reverse_iterator.__next__


if "collections.abc" in sys.modules:
    sys.modules["collections.abc"].MutableSequence.register(deque)
