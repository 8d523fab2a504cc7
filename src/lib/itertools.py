# SPDX-License-Identifier: MIT
# itertools: iterators for loops. One class per tool; each holds just the state that the next item needs, in the order in
# which the native that takes a step (tools.cpp) knows it. `_next` is that step where it takes Python code.

import _monty

__all__ = ["accumulate", "batched", "chain", "combinations", "combinations_with_replacement", "compress", "count",
           "cycle", "dropwhile", "filterfalse", "groupby", "islice", "pairwise", "permutations", "product", "repeat",
           "starmap", "takewhile", "tee", "zip_longest"]

_unset = object()


def _index(value):
    if isinstance(value, int):
        return value
    hook = getattr(type(value), "__index__", None)
    if hook is None:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    return hook(value)


class _Tool:
    __slots__ = ()

    def __iter__(self):
        return self


class count(_Tool):
    __slots__ = ("_at", "_step")

    def __init__(self, start=0, step=1):
        if not (hasattr(type(start), "__add__") and not isinstance(start, (str, list, tuple, bytes, dict))) or \
                isinstance(step, (str, list, tuple, bytes, dict)):
            raise TypeError("a number is required")
        self._at = start
        self._step = step

    __next__ = _monty.count.__next__

    def _next(self):
        value = self._at
        self._at = value + self._step
        return value

    def __repr__(self):
        if type(self._step) is int and self._step == 1:
            return f"{type(self).__name__}({self._at!r})"
        return f"{type(self).__name__}({self._at!r}, {self._step!r})"


class cycle(_Tool):
    __slots__ = ("_it", "_saved", "_at")

    def __init__(self, iterable, /):
        self._it = iter(iterable)
        self._saved = []
        self._at = 0

    __next__ = _monty.cycle.__next__

    def _next(self):
        if self._it is not None:
            for item in self._it:
                self._saved.append(item)
                return item
            self._it = None
        if not self._saved:
            raise StopIteration
        i = self._at
        self._at = i + 1 if i + 1 < len(self._saved) else 0
        return self._saved[i]


class repeat(_Tool):
    __slots__ = ("_object", "_left")

    def __init__(self, object=_unset, times=_unset):
        if object is _unset:
            raise TypeError("repeat() missing required argument 'object' (pos 1)")
        self._object = object
        self._left = None if times is _unset else max(_index(times), 0)

    __next__ = _monty.repeat.__next__

    def _next(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        if self._left is None:
            return f"{type(self).__name__}({self._object!r})"
        return f"{type(self).__name__}({self._object!r}, {self._left})"


class accumulate(_Tool):
    __slots__ = ("_it", "_func", "_total", "_state", "_item")

    def __init__(self, iterable, func=None, *, initial=None):
        self._it = iter(iterable)
        self._func = func
        self._total = initial
        self._state = 1 if initial is None else 0
        self._item = None

    __next__ = _monty.accumulate.__next__

    def _next(self):
        if self._item is None:
            value = next(self._it)
        else:
            value, = self._item
            self._item = None
        if self._state == 1:
            self._state = 2
            self._total = value
        elif self._func is None:
            self._total = self._total + value
        else:
            self._total = self._func(self._total, value)
        return self._total


class batched(_Tool):
    __slots__ = ("_it", "_n", "_strict")

    def __init__(self, iterable, n, *, strict: bool = False):
        n = _index(n)
        if n < 1:
            raise ValueError("n must be at least one")
        self._it = iter(iterable)
        self._n = n
        self._strict = strict

    __next__ = _monty.batched.__next__

    def _next(self):
        items = []
        for item in self._it:
            items.append(item)
            if len(items) == self._n:
                return tuple(items)
        if not items:
            raise StopIteration
        if self._strict:
            raise ValueError("batched(): incomplete batch")
        return tuple(items)


class chain(_Tool):
    __slots__ = ("_sources", "_it", "_source")

    def __init__(self, *iterables):
        self._sources = iter(iterables)
        self._it = None
        self._source = None

    @classmethod
    def from_iterable(cls, iterable, /):
        self = cls()
        self._sources = iter(iterable)
        return self

    __next__ = _monty.chain.__next__

    def _next(self):
        while self._sources is not None:
            if self._it is None:
                source = self._source
                self._source = None
                try:
                    self._it = iter(next(self._sources) if source is None else source[0])
                except BaseException:
                    self._sources = None
                    raise
            for item in self._it:
                return item
            self._it = None
        raise StopIteration


class compress(_Tool):
    __slots__ = ("_data", "_selectors", "_pair")

    def __init__(self, data, selectors):
        self._data = iter(data)
        self._selectors = iter(selectors)
        self._pair = None

    __next__ = _monty.compress.__next__

    def _next(self):
        if self._pair is not None:
            item, chosen = self._pair
            self._pair = None
            if chosen:
                return item
        while True:
            item = next(self._data)
            if next(self._selectors):
                return item


class dropwhile(_Tool):
    __slots__ = ("_predicate", "_it", "_started")

    def __init__(self, predicate, iterable, /):
        self._predicate = predicate
        self._it = iter(iterable)
        self._started = False

    def __next__(self):
        if self._started:
            return next(self._it)
        while True:
            item = next(self._it)
            if not self._predicate(item):
                self._started = True
                return item


class takewhile(_Tool):
    __slots__ = ("_predicate", "_it", "_done")

    def __init__(self, predicate, iterable, /):
        self._predicate = predicate
        self._it = iter(iterable)
        self._done = False

    def __next__(self):
        if self._done:
            raise StopIteration
        item = next(self._it)
        if self._predicate(item):
            return item
        self._done = True
        raise StopIteration


class filterfalse(_Tool):
    __slots__ = ("_predicate", "_it")

    def __init__(self, function, iterable, /):
        self._predicate = function
        self._it = iter(iterable)

    def __next__(self):
        test = self._predicate
        while True:
            item = next(self._it)
            if not (item if test is None or test is bool else test(item)):
                return item


class _grouper(_Tool):
    __slots__ = ("_parent", "_key")
    __module__ = "itertools"

    def __init__(self, parent, key):
        self._parent = parent
        self._key = key
        parent._grouper = self

    def __next__(self):
        parent = self._parent
        if parent._grouper is not self:
            raise StopIteration
        if parent._value is _unset:
            parent._step()
        if not (self._key is parent._current or self._key == parent._current):
            raise StopIteration
        value = parent._value
        parent._value = _unset
        return value


class groupby(_Tool):
    __slots__ = ("_it", "_keyfunc", "_target", "_current", "_value", "_grouper")

    def __init__(self, iterable, key=None):
        self._it = iter(iterable)
        self._keyfunc = key
        self._target = self._current = self._value = _unset
        self._grouper = None

    def _step(self):
        value = next(self._it)
        self._current = value if self._keyfunc is None else self._keyfunc(value)
        self._value = value

    def __next__(self):
        self._grouper = None
        while True:
            if self._current is _unset:
                pass
            elif self._target is _unset or not (self._target is self._current or self._target == self._current):
                break
            self._step()
        self._target = self._current
        return self._current, _grouper(self, self._target)


def _bound(value, what):
    if value is None:
        return None
    if not isinstance(value, int) and not hasattr(type(value), "__index__"):
        raise ValueError(what)
    value = _index(value)
    if not 0 <= value <= 2 ** 63 - 1:
        raise ValueError(what)
    return value


class islice(_Tool):
    __slots__ = ("_it", "_goal", "_stop", "_step", "_at")

    def __init__(self, iterable, /, *args):
        if not 1 <= len(args) <= 3:
            if not args:
                raise TypeError("islice expected at least 2 arguments, got 1")
            raise TypeError(f"islice expected at most 4 arguments, got {len(args) + 1}")
        part = slice(*args)
        bounds = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        stop = _bound(part.stop, bounds if len(args) > 1 else
                      "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        start = _bound(part.start, bounds)
        step = 1 if part.step is None else _bound(part.step, "Step for islice() must be a positive integer or None.")
        if step == 0:
            raise ValueError("Step for islice() must be a positive integer or None.")
        self._it = iter(iterable)
        self._goal = start or 0
        self._stop = stop
        self._step = step
        self._at = 0

    __next__ = _monty.islice.__next__

    def _next(self):
        it = self._it
        if it is None:
            raise StopIteration
        stop = self._stop
        goal = self._goal
        if stop is not None and goal >= stop:
            goal = stop
            while self._at < goal:
                self._at += 1
                try:
                    next(it)
                except StopIteration:
                    break
            self._it = None
            raise StopIteration
        try:
            while self._at < goal:
                next(it)
                self._at += 1
            item = next(it)
        except StopIteration:
            self._it = None
            raise
        self._at += 1
        goal += self._step
        self._goal = goal if stop is None or goal < stop else stop
        return item


class pairwise(_Tool):
    __slots__ = ("_it", "_old", "_begun")

    def __init__(self, iterable, /):
        self._it = iter(iterable)
        self._old = None
        self._begun = False

    __next__ = _monty.pairwise.__next__

    def _next(self):
        it = self._it
        if it is None:
            raise StopIteration
        try:
            if not self._begun:
                self._old = next(it)
                self._begun = True
            old = self._old
            self._old = new = next(it)
        except StopIteration:
            self._it = None
            raise
        return old, new


class starmap(_Tool):
    __slots__ = ("_function", "_it")

    def __init__(self, function, iterable, /):
        self._function = function
        self._it = iter(iterable)

    def __next__(self):
        return self._function(*tuple(next(self._it)))


class zip_longest(_Tool):
    __slots__ = ("_its", "_fill", "_active")

    def __init__(self, *iterables, fillvalue=None):
        self._its = [iter(iterable) for iterable in iterables]
        self._fill = fillvalue
        self._active = len(iterables)

    __next__ = _monty.zip_longest.__next__

    def _next(self):
        if not self._active:
            raise StopIteration
        row = []
        for i, it in enumerate(self._its):
            if it is None:
                row.append(self._fill)
                continue
            try:
                row.append(next(it))
            except StopIteration:
                self._active -= 1
                if not self._active:
                    raise
                self._its[i] = None
                row.append(self._fill)
        return tuple(row)


# The last item of a list of places says how far the walk is: 0 before the first arrangement, 1 under way, 2 over.

class product(_Tool):
    __slots__ = ("_pools", "_places")

    def __init__(self, *iterables, repeat: int = 1):
        repeat = _index(repeat)
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")
        self._pools = pools = tuple([tuple(pool) for pool in iterables]) * repeat
        self._places = [0] * len(pools) + [0 if all(pools) else 2]

    __next__ = _monty.product.__next__



class combinations(_Tool):
    __slots__ = ("_pool", "_places")
    _replacing = False

    def __init__(self, iterable, r):
        self._pool = pool = tuple(iterable)
        r = _index(r)
        if r < 0:
            raise ValueError("r must be non-negative")
        if self._replacing:
            self._places = [0] * (r + 1) if pool or not r else [2]
        else:
            self._places = [*range(r), 0] if r <= len(pool) else [2]

    __next__ = _monty.combinations.__next__



class combinations_with_replacement(combinations):
    __slots__ = ()
    _replacing = True
    __next__ = _monty.combinations_with_replacement.__next__


class permutations(_Tool):
    __slots__ = ("_pool", "_places", "_cycles")

    def __init__(self, iterable, r=None):
        self._pool = tuple(iterable)
        size = len(self._pool)
        if r is None:
            r = size
        elif not isinstance(r, int):
            raise TypeError("Expected int as r")
        if r < 0:
            raise ValueError("r must be non-negative")
        if r > size:
            self._places, self._cycles = [2], [0]
        else:
            self._places, self._cycles = [*range(size), 0], [*range(size, size - r, -1), 0]

    __next__ = _monty.permutations.__next__



class _tee(_Tool):
    # A chain of links [value, next link], shared by all copies and filled by whoever is in front.
    __slots__ = ("_it", "_link", "__weakref__")
    __module__ = "itertools"

    def __init__(self, iterable, /):
        if isinstance(iterable, _tee):
            self._it = iterable._it
            self._link = iterable._link
        else:
            self._it = iter(iterable)
            self._link = [None, None]

    __next__ = _monty._tee.__next__

    def _next(self):
        link = self._link
        if link[1] is None:
            value = next(self._it)
            link[0] = value
            link[1] = [None, None]
        self._link = link[1]
        return link[0]

    def __copy__(self):
        return _tee(self)


def tee(iterable, n: int = 2, /) -> tuple:
    if n < 0:
        raise ValueError("n must be >= 0")
    if n == 0:
        return ()
    first = _tee(iterable)
    return (first,) + tuple([_tee(first) for _ in range(n - 1)])
