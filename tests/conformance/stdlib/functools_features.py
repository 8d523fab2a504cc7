import functools
from functools import (wraps, partial, partialmethod, reduce, lru_cache, cache, cached_property, total_ordering,
                       singledispatch, singledispatchmethod, cmp_to_key, update_wrapper)


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


def deco(f):
    @wraps(f)
    def inner(*a, **k):
        "inner doc"
        return ("called", f(*a, **k))
    return inner


@deco
def greet(name: str) -> str:
    "greet doc"
    return "hi " + name


print(greet("x"), greet.__name__, greet.__doc__, greet.__wrapped__("y"), greet.__annotations__)

p = partial(int, base=2)
print(p("101"), p.func, p.args, p.keywords, repr(p))
q = partial(partial(max, 1), 5)
print(q(3), q.args, repr(partial(print, 1, sep="-")))
attempt(lambda: partial(3))


class Cell:
    def __init__(self):
        self.alive = False

    def set(self, state):
        self.alive = state

    on = partialmethod(set, True)


c = Cell()
c.on()
print(c.alive, reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 10))
attempt(lambda: reduce(lambda a, b: a, []))
attempt(lambda: reduce(lambda a, b: a, 5))


@lru_cache(maxsize=2)
def square(x):
    print("computing", x)
    return x * x


print(square(2), square(2), square(3), square(4), square(2))
print(square.cache_info(), square.cache_parameters())
square.cache_clear()
print(square.cache_info())


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())


@lru_cache(typed=True)
def kind(x, y=0):
    return type(x).__name__


print(kind(1), kind(1.0), kind(1, y=2), kind.cache_info())
attempt(lambda: fib([1]))


class Data:
    calls = 0

    @cached_property
    def total(self):
        Data.calls += 1
        return 42


d = Data()
print(d.total, d.total, Data.calls, d.__dict__)
del d.total
print(d.total, Data.calls)


@total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) <= Version(1), Version(2) > Version(1), Version(1) >= Version(2), max(Version(3), Version(5)).n)


def bad():
    @total_ordering
    class Nothing:
        pass


attempt(bad)


@singledispatch
def show(x):
    return "object"


@show.register
def _(x: int):
    return "int"


@show.register(list)
@show.register(tuple)
def _(x):
    return "sequence"


@show.register
def _(x: str | bytes):
    return "text"


print(show(1), show(True), show([1]), show((1,)), show("a"), show(b"a"), show(1.5), show.dispatch(int)(3))
attempt(lambda: show())
from collections.abc import Mapping


@show.register(Mapping)
def _(x):
    return "mapping"


print(show({}), sorted(k.__name__ for k in show.registry))


class Fmt:
    @singledispatchmethod
    def go(self, x):
        return "any"

    @go.register
    def _(self, x: int):
        return "int"


print(Fmt().go(1), Fmt().go("a"))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
