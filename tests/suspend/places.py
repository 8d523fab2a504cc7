# Places at which a program can be suspended. Each begins with a line `#== name` and is a program of its own; it calls
# ask(x), which the host answers with x, and fail(type, message), which the host answers with that exception.

#== expression statement
ask(1)
print("done")

#== argument of print
print(ask(1), ask("two"), sep=ask("-"))

#== operand
print(ask(2) + ask(3) * ask(4), -ask(5), not ask(0))

#== comparison chain
print(ask(1) < ask(2) < ask(3) == ask(3))

#== and, or, conditional
print(ask(0) or ask("x"), ask(1) and ask("y"), "a" if ask(True) else "b")

#== display
print([ask(1), *ask([2, 3])], (ask(1),), {ask("k"): ask("v"), **ask({"m": 1})}, {ask(1)})

#== subscript and slice
a = list(range(10))
print(a[ask(2)], a[ask(1):ask(7):ask(2)])
a[ask(0)] = ask("first")
a[ask(1):ask(3)] = ask(["x", "y"])
del a[ask(4)]
print(a)

#== attribute target
class Box:
    pass
b = Box()
b.x = ask(1)
b.x += ask(2)
print(b.x)

#== augmented assignment
n = 1
n += ask(2)
n **= ask(3)
n //= ask(4)
print(n)

#== unpacking
x, (y, *z) = ask([1, [2, 3, 4]])
print(x, y, z)

#== walrus
if (n := ask(5)) > 3:
    print(n)

#== f-string
print(f"{ask(3):>{ask(6)}}|{ask('q')!r}|{ask(2.5):{ask('.3f')}}")

#== while test
n = 3
while ask(n):
    n -= 1
print(n)

#== for over an answer
for x in ask([1, 2]):
    for y in ask("ab"):
        print(x, y)
else:
    print(ask("else"))

#== assert
try:
    assert ask(0), ask("message")
except AssertionError as e:
    print(repr(e))

#== match
match ask({"kind": "pair", "of": [1, 2]}):
    case {"kind": "pair", "of": [a, b]} if ask(a < b):
        print(a, b, ask("matched"))

#== match on a class with a property
class P:
    __match_args__ = ("x", "y")
    @property
    def x(self):
        return ask(1)
    @property
    def y(self):
        return ask(2)
match P():
    case P(1, 3):
        print("no")
    case P(1, y):
        print("yes", y)

#== nested calls
def a(x):
    return b(x) + 1
def b(x):
    return c(x) * 2
def c(x):
    return ask(x) - 3
print(a(10), a(a(4)))

#== recursion
def fact(n):
    return 1 if n < 2 else n * fact(ask(n - 1))
print(fact(8))

#== lambda
print((lambda x, y=ask(2): ask(x) + y)(1))

#== closure
def counter():
    n = ask(0)
    def up():
        nonlocal n
        n += ask(1)
        return n
    return up
up = counter()
print(up(), up(), up())

#== default argument
def f(x=ask(1), *, key=ask("k")):
    return x, key
print(f(), f(2), f(key=3))

#== annotation
def f(x: ask("int")) -> ask("str"):
    return x
print(f.__annotations__)

#== decorator
def double(f):
    def inner(*args):
        return ask(2) * f(*args)
    return inner
def named(name):
    print(ask(name))
    return double
@named(ask("n"))
@double
def g(x):
    return ask(x)
print(g(5))

#== keyword arguments and stars
def f(*args, **kwargs):
    return args, kwargs
print(f(*ask([1, 2]), a=ask(3), **ask({"b": 4})))

#== list comprehension
print([ask(i) + ask(j) for i in ask([1, 2, 3]) if ask(i) != 2 for j in range(ask(2))])

#== set and dict comprehension
print(sorted({ask(i) % 2 for i in range(4)}), {ask(i): ask(i * i) for i in range(3)})

#== generator expression
print(sum(ask(i) for i in range(5)), list(ask(i) for i in "ab"))

#== generator
def gen(n):
    for i in range(n):
        got = yield ask(i)
        if got:
            print("got", ask(got))
    return ask("end")
g = gen(3)
print(next(g), g.send("x"), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)

#== generator between two steps
def gen():
    yield 1
    yield ask(2)
    yield 3
g = gen()
print(next(g))
print(ask("between"))
print(next(g), next(g))

#== yield from
def inner():
    x = yield ask(1)
    return ask(x)
def outer():
    r = yield from inner()
    yield ask(r)
g = outer()
print(next(g), g.send("s"))

#== generator throw and close
def gen():
    try:
        yield ask(1)
    except ValueError as e:
        yield ask(str(e))
    finally:
        print(ask("closed"))
g = gen()
print(next(g), g.throw(ValueError("v")))
g.close()

#== sum, any, all
print(sum(map(ask, [1, 2, 3]), ask(10)), any(ask(x) for x in [0, 0, 1, 1]), all(ask(x) for x in [1, 0, 1]))

#== min and max
print(min([3, 1, 2], key=lambda x: ask(-x)), max("abc", key=ask), max(ask(i) for i in [2, 5, 3]), min(ask([4]), default=ask(0)))

#== sorted with a key
print(sorted(["bb", "a", "ccc"], key=lambda s: ask(len(s)), reverse=ask(True)))

#== list.sort with a key
a = [5, 3, 9, 1]
a.sort(key=lambda x: ask(-x))
print(a)

#== sort by __lt__
class N:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return ask(self.n) < ask(other.n)
    def __repr__(self):
        return f"N{ask(self.n)}"
a = [N(3), N(1), N(2), N(0)]
a.sort()
print(a, sorted(a, reverse=True), min(a), max(a))

#== sort inside a key
print(sorted([[3, 1], [2, 0], [1, 5]], key=lambda row: sorted(row, key=lambda x: ask(-x))))

#== functools.cmp_to_key
import functools
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: ask(b) - ask(a))))

#== map and filter
print(list(map(lambda x, y: ask(x) + y, [1, 2], [10, 20])), list(filter(lambda x: ask(x) % 2, range(5))))

#== map between two steps
m = map(ask, [1, 2, 3])
print(next(m))
f = filter(ask, [0, 1, 0, 2])
print(ask("between"), next(f), next(m), list(m), list(f))

#== zip and enumerate over generators
def gen(tag):
    for i in range(3):
        yield ask(f"{tag}{i}")
print(list(zip(gen("a"), gen("b"))), list(enumerate(gen("c"), ask(1))))

#== functools.reduce
import functools
print(functools.reduce(lambda a, b: ask(a) * b, [1, 2, 3, 4], ask(1)))

#== functools.partial
import functools
print(functools.partial(lambda *a, **k: (ask(a[0]), k), 1, key=2)(3))

#== functools.lru_cache
import functools
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2) + ask(0)
print(fib(12), fib.cache_info().hits)

#== functools.cached_property
import functools
class A:
    @functools.cached_property
    def value(self):
        print("computed")
        return ask(42)
a = A()
print(a.value, a.value)

#== functools.singledispatch
import functools
@functools.singledispatch
def f(x):
    return ask("any")
@f.register
def _(x: int):
    return ask(x + 1)
print(f(1), f("s"))

#== functools.total_ordering
import functools
@functools.total_ordering
class V:
    def __init__(self, n):
        self.n = n
    def __eq__(self, o):
        return ask(self.n) == ask(o.n)
    def __lt__(self, o):
        return ask(self.n) < ask(o.n)
print(V(1) >= V(1), V(2) > V(1), V(3) <= V(2))

#== re.sub with a function
import re
print(re.sub(r"\d+", lambda m: str(ask(int(m[0]) * 2)), "a1b22c333"), re.subn("x", lambda m: ask("y"), "axbx"))

#== str.join over a generator
print(",".join(ask(str(i)) for i in range(4)), ask("-").join(map(ask, "abc")))

#== containers from generators
def g():
    for i in range(3):
        yield ask(i)
print(list(g()), tuple(g()), sorted(set(g())), dict((ask(k), k * k) for k in range(3)), bytes(g()), frozenset(g()) == {0, 1, 2})

#== list and dict and set methods over generators
def g():
    yield ask(1)
    yield ask(2)
a = [0]
a.extend(g())
a += g()
a[1:1] = g()
d = {}
d.update((ask(k), 0) for k in "ab")
s = {9}
s.update(g())
s |= set(g())
print(a, d, sorted(s), s.issuperset(g()))

#== star in a call and a display
def g():
    yield ask(1)
    yield ask(2)
print(*g(), [*g(), *g()], {**{"a": ask(1)}})

#== unpacking a generator
def g(n):
    for i in range(n):
        yield ask(i)
a, b = g(2)
c, *d = g(4)
print(a, b, c, d)

#== in over a generator
print(ask(2) in (ask(i) for i in range(5)), 7 in (ask(i) for i in range(3)))

#== __eq__ in a dict look-up
class K:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return ask(self.n) == other.n
d = {K(1): "a", K(2): "b", K(3): "c"}
print(d[K(3)], K(2) in d, d.get(K(9)), d.pop(K(1)), len(d))
d[K(2)] = "z"
d.setdefault(K(4), ask("new"))
print(list(d.values()))

#== __hash__
class H:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return ask(self.n)
    def __eq__(self, other):
        return self.n == other.n
print(len({H(1), H(2), H(1)}), {H(5): "five"}[H(5)], H(2) in {H(2)}, hash((H(1), 2)) == hash((1, 2)))

#== __eq__ in list and tuple
class E:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return ask(self.n) == getattr(other, "n", other)
a = [E(1), E(2), E(2)]
print(a == [1, 2, 2], (E(1),) == (E(3),), a.index(2), a.count(2), 2 in a, [E(1)] < [E(1), 0])
a.remove(2)
print(len(a))

#== comparison operators of instances
class C:
    def __init__(self, n):
        self.n = n
    def __lt__(self, o): return ask(self.n < o.n)
    def __le__(self, o): return ask(self.n <= o.n)
    def __ne__(self, o): return ask(self.n != o.n)
print(C(1) < C(2), C(1) > C(2), C(1) >= C(1), C(1) != C(1), (1, C(2)) < (1, C(3)))

#== arithmetic operators of instances
class M:
    def __init__(self, n):
        self.n = n
    def __add__(self, o): return M(ask(self.n + getattr(o, "n", o)))
    def __radd__(self, o): return M(ask(o + self.n))
    def __iadd__(self, o): self.n = ask(self.n + o); return self
    def __mul__(self, o): ask("tried"); return NotImplemented
    def __rmul__(self, o): return ask(o.n * self.n)
    def __neg__(self): return M(ask(-self.n))
    def __divmod__(self, o): return ask(self.n // o), ask(self.n % o)
    def __round__(self, digits=0): return ask(round(self.n, digits))
    def __abs__(self): return ask(abs(self.n))
class R(M):
    def __rmul__(self, o): return ask(["R", o.n * self.n])
m = M(5)
m += 2
print((m + 1).n, (1 + m).n, (-m).n, divmod(m, 3), round(m), abs(M(-4)), M(2) * R(3), sum([M(1), M(2)], M(0)).n)

#== __bool__ and __len__
class B:
    def __init__(self, n):
        self.n = n
    def __bool__(self):
        return bool(ask(self.n))
class L:
    def __len__(self):
        return ask(0)
print(bool(B(1)), not B(0), B(0) or "or", [x for x in [1, 2] if L()], len(L()), "yes" if L() else "no")
while B(0):
    pass
print(any([B(0), B(2)]), all([B(1), L()]))

#== __index__, __int__, __float__
class I:
    def __index__(self):
        return ask(2)
    def __int__(self):
        return ask(3)
    def __float__(self):
        return ask(4.5)
print([10, 20, 30][I()], "abcdef"[I():], range(I()), int(I()), float(I()), hex(I()), "ab" * I(), bytes(I()))

#== __str__ and __repr__
class S:
    def __str__(self):
        return ask("str")
    def __repr__(self):
        return ask("repr")
s = S()
print(s, [s, (s,), {"k": s}], f"{s} {s!r}", "%s %r" % (s, s), "{} {!r}".format(s, s), str(s), repr(s))

#== __format__
class F:
    def __format__(self, spec):
        return ask(f"<{spec}>")
print(f"{F():abc}", format(F(), "x"), "{:y}{}".format(F(), F()))

#== __getattr__ and __getattribute__
class G:
    def __getattr__(self, name):
        return ask("get " + name)
class H:
    def __getattribute__(self, name):
        return ask("all " + name)
print(G().a, H().b, getattr(G(), "c", 0), hasattr(G(), "d"), G().method.upper())

#== __setattr__ and __delattr__
class A:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, ask(value * 2))
    def __delattr__(self, name):
        print("del", ask(name))
a = A()
a.x = 3
setattr(a, "y", 4)
del a.x
print(a.x, a.y)

#== property
class A:
    def __init__(self):
        self._x = 1
    @property
    def x(self):
        return ask(self._x)
    @x.setter
    def x(self, value):
        self._x = ask(value)
    @x.deleter
    def x(self):
        print(ask("gone"))
a = A()
a.x = 5
a.x += 1
print(a.x)
del a.x

#== descriptor
class D:
    def __set_name__(self, owner, name):
        self.name = ask(name)
    def __get__(self, obj, owner):
        return ask(f"{self.name} of {owner.__name__}")
    def __set__(self, obj, value):
        print("set", ask(value))
class A:
    field = D()
a = A()
a.field = 3
print(a.field, A.field)

#== class body
class A:
    x = ask(1)
    def f(self):
        return self.x
    if ask(True):
        y = [ask(i) for i in range(2)]
print(A.x, A.y, A().f())

#== bases and keywords of a class
class Base:
    def __init_subclass__(cls, **kwargs):
        cls.kind = ask(kwargs)
class A(Base, kind=ask("k")):
    pass
print(A.kind)

#== metaclass
class Meta(type):
    def __prepare__(name, bases):
        return {"prepared": ask(1)}
    def __new__(mcls, name, bases, namespace):
        namespace["made"] = ask(name)
        return super().__new__(mcls, name, bases, namespace)
    def __init__(cls, *args):
        ask("init")
    def __call__(cls, *args):
        return ask("called"), super().__call__(*args)
class A(metaclass=Meta):
    def __init__(self, x):
        self.x = ask(x)
word, a = A(7)
print(word, a.x, A.made, A.prepared)

#== metaclass instance check
class Meta(type):
    def __instancecheck__(cls, obj):
        return ask(obj == 1)
    def __subclasscheck__(cls, sub):
        return ask(sub is int)
    def __getattr__(cls, name):
        return ask(name)
    def __iter__(cls):
        yield ask("it")
    def __len__(cls):
        return ask(3)
class A(metaclass=Meta):
    pass
print(isinstance(1, A), isinstance(2, A), issubclass(int, A), A.thing, list(A), len(A))

#== __new__ and __init__
class A:
    def __new__(cls, x):
        ask("new")
        return super().__new__(cls)
    def __init__(self, x):
        self.x = ask(x)
class B(A):
    def __init__(self, x):
        super().__init__(ask(x) + 1)
print(A(1).x, B(2).x)

#== __call__
class C:
    def __call__(self, x, *, y=0):
        return ask(x) + y
c = C()
print(c(1), c(2, y=3), list(map(c, [4, 5])))

#== __iter__ and __next__
class It:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return It(ask(self.n))
    def __next__(self):
        if ask(self.n) == 0:
            raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), [x for x in It(2)], max(It(4)), tuple(zip(It(2), It(3))), next(It(1)), next(It(0), "end"))

#== __getitem__ and friends
class Seq:
    def __getitem__(self, i):
        if ask(i) == 3:
            raise IndexError
        return i * 10
    def __setitem__(self, k, v):
        print("set", ask(k), v)
    def __delitem__(self, k):
        print("del", ask(k))
s = Seq()
s["a"] = 1
del s["b"]
print(s[1], list(s), 20 in s, s[1:2] if ask(False) else "")

#== __contains__ and __reversed__ and __missing__
class A:
    def __contains__(self, x):
        return ask(x == 1)
    def __reversed__(self):
        yield ask("r")
class D(dict):
    def __missing__(self, key):
        return ask(key * 2)
print(1 in A(), 2 not in A(), list(reversed(A())), D()["ab"])

#== with
class W:
    def __enter__(self):
        return ask("entered")
    def __exit__(self, *exc):
        print("exit", ask(exc[0] is None))
        return ask(True)
with W() as w, W():
    print(w, ask("body"))
with W():
    raise ValueError(ask("swallowed"))

#== try, except, else, finally
def f(kind):
    try:
        ask(1)
        if kind:
            raise kind(ask("raised"))
    except ValueError as e:
        return ask(f"except {e}")
    else:
        return ask("else")
    finally:
        print(ask("finally"))
print(f(None), f(ValueError))
try:
    f(KeyError)
except KeyError as e:
    print(repr(e), ask("outer"))

#== host error
try:
    fail("ValueError", "from the host")
except ValueError as e:
    print(e.args)
try:
    [fail("KeyError", "k") for _ in [1]]
except LookupError as e:
    print(repr(e))
try:
    sorted([1, 2], key=lambda x: fail("OSError", "down"))
except OSError as e:
    print(e)
def g():
    try:
        yield fail("IndexError", "i")
    finally:
        print(ask("cleanup"))
try:
    list(g())
except IndexError as e:
    print(e)

#== exception context
import sys
try:
    try:
        1 / 0
    except ZeroDivisionError:
        print(type(ask(sys.exc_info()[0].__name__)), sys.exc_info()[0].__name__)
        raise KeyError(ask("second"))
except KeyError as e:
    print(repr(e.__context__), sys.exception() is e, ask("x"), sys.exception() is e)

#== raise and from
class E(Exception):
    def __init__(self, x):
        super().__init__(ask(x))
try:
    raise E(1) from E(2)
except E as e:
    print(e.args, e.__cause__.args)

#== finally with return and loop control
def f():
    for i in range(3):
        try:
            if ask(i) == 1:
                continue
            if i == 2:
                return ask("returned")
        finally:
            print("finally", ask(i))
print(f())

#== except star
try:
    raise ExceptionGroup("g", [ValueError(ask(1)), KeyError(ask(2))])
except* ValueError as g:
    print(ask("v"), g.exceptions)
except* KeyError as g:
    print(ask("k"), g.exceptions)

#== exec and eval
exec("x = ask(1)\nfor i in range(2):\n    print(ask(i) + x)")
print(eval("ask(3) * x"), eval("[ask(i) for i in y]", {"ask": ask, "y": [1, 2]}))
code = compile("z = ask('c')", "<made>", "exec")
exec(code)
print(z)

#== import of a module of the host's
import hosted
from hosted import Kept
print(hosted.value, Kept.size)

#== globals and locals
def f():
    x = ask(1)
    return sorted(locals()), x
print(f(), "f" in globals(), vars(type("T", (), {"a": ask(1)}))["a"])

#== del and scope
x = ask([1, 2, 3])
del x[0], x[ask(0)]
print(x)
def f():
    y = ask(1)
    del y
    try:
        y
    except UnboundLocalError:
        return ask("unbound")
print(f())

#== dataclass
from dataclasses import dataclass, field
@dataclass(order=True)
class P:
    x: int
    y: list = field(default_factory=lambda: ask([1]))
    def __post_init__(self):
        self.x = ask(self.x + 1)
print(P(1), P(1) == P(1), P(1) < P(2), sorted([P(3), P(2)]))

#== enum
from enum import Enum
class Color(Enum):
    RED = ask(1)
    BLUE = ask(2)
    @classmethod
    def _missing_(cls, value):
        return ask(True) and cls.RED
    def label(self):
        return ask(self.name.lower())
print(Color.RED.label(), Color(2), Color(7), [c.label() for c in Color])

#== namedtuple and abc
from abc import ABC, abstractmethod
from collections import namedtuple
class Shape(ABC):
    @abstractmethod
    def area(self): ...
class Sq(Shape):
    def area(self):
        return ask(4)
Point = namedtuple("Point", "x y", defaults=[ask(0)])
print(Sq().area(), Point(1), Point(ask(3), 4)._replace(x=ask(5)))

#== contextmanager
from contextlib import ExitStack, closing, contextmanager, suppress
@contextmanager
def cm(x):
    print("enter", ask(x))
    try:
        yield ask(x + 1)
    finally:
        print("leave", ask(x))
with cm(1) as a, suppress(ValueError):
    print(a)
    raise ValueError(ask("v"))
with ExitStack() as stack:
    stack.enter_context(cm(5))
    stack.callback(ask, "callback")
    print(ask("in"))

#== collections
from collections import Counter, OrderedDict, defaultdict, deque
d = defaultdict(lambda: ask([]))
d["a"].append(1)
d["a"].append(ask(2))
c = Counter(ask(x) for x in "abca")
q = deque((ask(i) for i in range(5)), maxlen=3)
print(dict(d), c.most_common(1), list(q), OrderedDict((ask(k), 1) for k in "xy"))

#== itertools
import itertools as it
print(list(it.takewhile(lambda x: ask(x) < 3, it.count())), list(it.dropwhile(lambda x: ask(x) < 2, range(4))), list(it.accumulate([1, 2, 3], lambda a, b: ask(a + b))),
      [(k, list(g)) for k, g in it.groupby([1, 1, 2, 3, 3], key=lambda x: ask(x % 2))], list(it.chain.from_iterable([ask(i)] for i in range(3))),
      list(it.starmap(lambda a, b: ask(a * b), [(2, 3), (4, 5)])), list(it.islice((ask(i) for i in it.count()), 1, 6, 2)), list(it.filterfalse(ask, [0, 1, 0])),
      list(it.compress("abc", map(ask, [1, 0, 1]))), [list(t) for t in it.tee((ask(i) for i in range(3)), 2)], list(it.zip_longest((ask(i) for i in [1, 2]), "a", fillvalue=ask("-"))),
      list(it.product((ask(i) for i in [0, 1]), repeat=2)), list(it.pairwise(map(ask, [1, 2, 3]))))

#== heapq and bisect
import bisect, heapq
class T:
    def __init__(self, n):
        self.n = n
    def __lt__(self, o):
        return ask(self.n) < ask(o.n)
h = []
for n in [3, 1, 2]:
    heapq.heappush(h, T(n))
print([heapq.heappop(h).n for _ in range(3)], heapq.nsmallest(2, [5, 1, 4], key=lambda x: ask(-x)), heapq.nlargest(1, [5, 9], key=ask),
      list(heapq.merge([1, 4], [2, 3], key=ask)), bisect.bisect([1, 3, 5], 4, key=ask))

#== json with default and hook
import json
class X:
    pass
print(json.dumps({"a": X(), "b": [X()]}, default=lambda o: ask("X")), json.loads('{"a": {"b": 1}}', object_hook=lambda d: ask(sorted(d))), json.loads("[1.5]", parse_float=lambda s: ask(s)))

#== copy and pickle hooks
import copy
class C:
    def __init__(self):
        self.items = [1]
    def __copy__(self):
        return ask("copied")
    def __deepcopy__(self, memo):
        return ask("deep")
print(copy.copy(C()), copy.deepcopy([C(), C()]))

#== operator and string methods with callbacks
import operator
class A:
    @property
    def name(self):
        return ask("n")
    def method(self, x):
        return ask(x)
print(operator.attrgetter("name")(A()), operator.methodcaller("method", 3)(A()), operator.itemgetter(ask(1))([5, 6]), "{0.name}".format(A()), "%(k)s" % {"k": ask("v")})

#== iter with a sentinel
n = iter([1, 2, 0, 4])
print(list(iter(lambda: ask(next(n)), 0)))

#== print to an object
class Out:
    def write(self, text):
        parts.append(ask(text))
    def flush(self):
        ask("flush")
parts = []
print("a", 1, file=Out(), flush=True)
print(parts)

#== getattr and delegation
class Proxy:
    def __init__(self, to):
        object.__setattr__(self, "to", to)
    def __getattr__(self, name):
        ask(name)
        return getattr(self.to, name)
    def __len__(self):
        return ask(len(self.to))
p = Proxy([3, 1, 2])
p.sort()
p.append(4)
print(p.to, len(p))

#== super and mro
class A:
    def f(self):
        return [ask("A")]
class B(A):
    def f(self):
        return [ask("B")] + super().f()
class C(A):
    def f(self):
        return [ask("C")] + super().f()
class D(B, C):
    def f(self):
        return [ask("D")] + super().f()
print(D().f())

#== static and class methods
class A:
    @staticmethod
    def s(x):
        return ask(x)
    @classmethod
    def c(cls, x):
        return cls.__name__, ask(x)
print(A.s(1), A().c(2), list(map(A.c, [3])))

#== async function
import asyncio
async def f(x):
    return ask(x)
async def main():
    print(await f(1), [await f(i) for i in range(3)])
asyncio.run(main())

#== async tasks
import asyncio
async def work(n):
    a = ask(n)
    await asyncio.sleep(0)
    return a + ask(10)
async def main():
    print(await asyncio.gather(*[work(i) for i in range(3)]))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(i)) for i in range(2)]
    print([t.result() for t in tasks])
asyncio.run(main())

#== top-level comprehension in a task
import asyncio
async def numbers(n):
    for i in range(n):
        yield ask(i)
        await asyncio.sleep(0)
async def main():
    print([x async for x in numbers(3)], {x: ask(x) async for x in numbers(2) if ask(True)})
    async for x in numbers(2):
        print(ask(x))
asyncio.run(main())

#== async generator with send and close
import asyncio
async def gen():
    try:
        got = yield ask(1)
        yield ask(got)
    finally:
        print(ask("closed"))
async def main():
    g = gen()
    print(await g.__anext__(), await g.asend("sent"))
    await g.aclose()
asyncio.run(main())

#== async with
import asyncio
class W:
    async def __aenter__(self):
        return ask("in")
    async def __aexit__(self, *exc):
        await asyncio.sleep(0)
        return ask(exc[0] is not None)
async def main():
    async with W() as w:
        print(w)
        raise ValueError(ask("v"))
    print("after")
asyncio.run(main())

#== awaitable object
import asyncio
class A:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return ask("awaited")
async def main():
    print(await A())
asyncio.run(main())

#== async lock and queue
import asyncio
async def main():
    lock, queue = asyncio.Lock(), asyncio.Queue()
    async def put():
        async with lock:
            for i in range(3):
                await queue.put(ask(i))
    async def take():
        return [ask(await queue.get()) for _ in range(3)]
    print((await asyncio.gather(take(), put()))[0])
asyncio.run(main())

#== callback of a task
import asyncio
async def work():
    return ask(5)
async def main():
    done = []
    task = asyncio.create_task(work())
    task.add_done_callback(lambda t: done.append(ask(t.result())))
    asyncio.get_running_loop().call_soon(lambda: done.append(ask("soon")))
    await task
    await asyncio.sleep(0)
    print(done)
asyncio.run(main())

#== cancelled task
import asyncio
async def work():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print(ask("cancelled"))
        raise
async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print(ask("seen"), task.cancelled())
asyncio.run(main())

#== generator based context in a thread pool stand-in
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor() as pool:
    print(list(pool.map(ask, [1, 2])), pool.submit(ask, 3).result())

#== contextvars
import contextvars
v = contextvars.ContextVar("v", default=0)
def f():
    v.set(ask(1))
    return v.get()
print(contextvars.copy_context().run(f), v.get())

#== weak reference and identity
import weakref
class A:
    pass
a = A()
r, n = weakref.ref(a), id(a)
ask(1)
print(r() is a, id(a) == n, len({a: 1, **{ask("k"): 2}}), hash(a) == hash(a))

#== values of every kind stay
import datetime, decimal, fractions, re
values = [10**40, -3, 2.5, 1j, "é€😀", b"\x00\xff", bytearray(b"ab"), None, ..., NotImplemented, range(3), slice(1, 2), (1, [2]), {"k": {1, 2}}, frozenset([3]),
          datetime.date(2024, 2, 29), decimal.Decimal("1.10"), fractions.Fraction(1, 3), re.compile("a(b)"), int, len, "x".join, memoryview(b"abc")[1:], iter([1]), reversed([1, 2])]
m = re.match("a(.)", "ab")
ask(1)
print(values[:21], values[4].upper(), values[6] + b"c", values[18].match("ab")[1], m.groups(), values[21](["a", "b"]), bytes(values[22]), list(values[23]), list(values[24]))

#== iterators mid-way stay
its = [iter([1, 2, 3]), iter((1, 2, 3)), iter("abc"), iter({"a": 1, "b": 2}), iter({5}), iter(range(3)), enumerate("ab"), zip([1, 2], "xy"), reversed([1, 2]), iter(b"ab"), iter({"a": 1, "b": 2}.items()), map(str, [1, 2]), filter(None, [0, 1, 2])]
firsts = [next(i) for i in its[:4]]
ask(1)
print(firsts, [list(i) for i in its])

#== output without a newline
print("a", end="")
ask(1)
print("b", end=ask("!\n"))

#== deep recursion
def depth(n):
    return ask(0) if n == 0 else 1 + depth(n - 1)
print(depth(600))

#== many suspensions in a loop
total = 0
for i in range(100):
    total += ask(i)
print(total)

#== uncaught exception
def f():
    ask(1)
    raise ValueError(ask("uncaught"))
print("before")
f()

#== uncaught error of the host
print("before")
def f():
    try:
        fail("RuntimeError", "host says no")
    finally:
        print(ask("finally"))
f()

#== exit
import sys
print("out")
try:
    sys.exit(ask(7))
finally:
    print(ask("finally"))

#== generator given to a builtin
class N:
    def __init__(self, v):
        self.v = v
    def __lt__(self, other):
        return ask(self.v) < ask(other.v)
    def __bool__(self):
        return ask(self.v > 1)
    def __radd__(self, other):
        return ask(other) + self.v
    def __hash__(self):
        return ask(self.v % 2)
    def __eq__(self, other):
        return ask(self.v) == other.v
def work():
    print(list(ask(i) for i in range(3)), tuple(ask(i) for i in range(3)), set(ask(i) for i in range(3)), frozenset(ask(i) for i in "a"))
    print(sum(ask(i) for i in range(4)), sum(ask(i) / 8 for i in range(4)), sum((ask(i) for i in range(3)), 10))
    print(any(ask(i) > 1 for i in range(4)), all(ask(i) > 1 for i in range(4)), min(ask(-i) for i in range(3)), max(ask(i) for i in range(3)))
    print(sorted(ask(-i) for i in range(4)), "-".join(ask(c) for c in "abc"))
    print(sum(N(ask(i)) for i in range(3)), any(N(ask(i)) for i in range(4)), min(N(ask(i)) for i in (3, 1, 2)).v, max(N(ask(i)) for i in (3, 1, 2)).v)
    print([n.v for n in sorted(N(ask(i)) for i in (3, 1, 2))], len(set(N(ask(i % 2)) for i in range(4))))
    try:
        print(list(ask(1 // (2 - i)) for i in range(3)))
    except ZeroDivisionError as e:
        print(e)
for _ in range(2):
    work()

#== slice of an object
class S:
    def __getitem__(self, key):
        return ask(key.start), ask(key.stop)
    def __setitem__(self, key, value):
        print(ask(key.stop), value)
s = S()
print(s[ask(1):ask(2)], s[:ask(3)])
s[ask(4):ask(5)] = ask("v")

#== method of super
class A:
    def m(self, *a, **k):
        return [ask("A"), a, k]
    @property
    def p(self):
        f = ask(2)
        return lambda x: x + f
class B(A):
    def m(self, *a, **k):
        return [ask("B")] + super().m(ask(1), *a, k=ask(2)) + super().m(ask(3))
    def q(self):
        return super().p(ask(5))
for _ in range(3):
    print(B().m(ask(7)), B().q())

#== truth by length
class L:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return ask(self.n)
for n in (0, 2, 0, 3):
    print("yes" if L(n) else "no", not L(n), bool(L(n)))
