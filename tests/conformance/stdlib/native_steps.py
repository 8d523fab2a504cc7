# The containers and iterators whose hot paths are natives: items, keys and functions that run Python code in the midst,
# changes under way, subclasses, copies and sizes beyond a small table.
import copy
import itertools
import pickle
from collections import OrderedDict, deque
from functools import cache, lru_cache, partial


def show(make):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)


class Index:
    def __index__(self):
        return 1


# ---- deque
d = deque(range(5))
d.append(5), d.appendleft(-1)
print(d, d.pop(), d.popleft(), len(d), bool(d), bool(deque()))
for n in (0, 1, -1, 2, -2, 4, 5, 6, -7, 100, -100, Index(), True):
    e = deque(range(5))
    e.rotate(n)
    print(list(e), end=" ")
print()
show(lambda: d.rotate("x"))
show(lambda: d.rotate(1.5))
show(lambda: d[Index()])
show(lambda: d[True])
show(lambda: d[-6])
show(lambda: d["x"])
d[Index()] = "one"
d[-1] = "last"
print(d)
show(lambda: d.__setitem__(9, 1))
for method in (deque().pop, deque().popleft):
    show(method)
for size in (0, 1, 3):
    small = deque(maxlen=size)
    for i in range(50):
        small.append(i)
    for i in range(5):
        small.appendleft(-i)
    print(small, len(small))
both = deque()
for i in range(200):
    (both.append if i % 3 else both.appendleft)(i)
    if i % 5 == 0:
        both.rotate(i)
    if i % 7 == 0 and len(both) > 1:
        both.popleft(), both.append(both.pop())
print(sum(both), list(both)[:8], list(reversed(both))[:5], len(both))


def under_way(change):
    q = deque(range(4))
    seen = []
    for x in q:
        seen.append(x)
        change(q)
    return seen


show(lambda: under_way(lambda q: q.append(1)))
show(lambda: under_way(lambda q: q.popleft()))
show(lambda: under_way(lambda q: q.rotate(1)))
show(lambda: under_way(lambda q: q.__setitem__(0, 9)))
show(lambda: under_way(lambda q: (q.append(1), q.pop())))
it = iter(deque([1, 2]))
print(list(it), list(it), next(it, "over"))
it = iter(deque("abc"))
print(next(it), it.__length_hint__(), list(copy.copy(it)))


class Loud(deque):
    def append(self, x):
        print("append", x)
        super().append(x)


loud = Loud([1, 2])
loud.append(3)
loud.extra = 1
print(len(loud), bool(loud), list(loud), loud.extra, loud.popleft(), loud[0])
loops = deque()
loops.append(loops)
print(loops, copy.copy(d) == d, pickle.loads(pickle.dumps(d)) == d)
for wrong in (lambda: deque.append([], 1), lambda: deque.__len__(object()), lambda: deque.popleft(3)):
    try:
        wrong()
    except TypeError:
        print("TypeError")


class Negative(deque):
    def __len__(self):
        return -1


show(lambda: bool(Negative()))
show(lambda: len(Negative()))


# ---- iterators over what takes Python code
class Slow:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n


class Getitem:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


def gen(n):
    for i in range(n):
        yield i


def fails(n):
    yield from range(n)
    raise KeyError("broken")


sources = [lambda: range(4), lambda: [3, 1, 2], lambda: "abc", lambda: Slow(3), lambda: gen(3), lambda: Getitem(), lambda: deque("xy"),
           lambda: itertools.count(7), lambda: fails(2), lambda: [], lambda: {1: 2, 3: 4}.items(), lambda: itertools.chain([1], gen(2))]
tools = [lambda s: itertools.islice(s, 3), lambda s: itertools.islice(s, 1, 6, 2), lambda s: itertools.islice(itertools.pairwise(s), 4),
         lambda s: itertools.islice(itertools.chain([0], s, gen(1), "z"), 6), lambda s: itertools.islice(itertools.batched(s, 2), 2),
         lambda s: itertools.islice(itertools.zip_longest(s, [1], fillvalue="-"), 4), lambda s: itertools.islice(itertools.cycle(s), 5),
         lambda s: itertools.islice(itertools.compress(s, [1, [], Slow(1), 0, 1]), 3), lambda s: itertools.islice(itertools.accumulate(s), 4),
         lambda s: itertools.islice(itertools.accumulate(s, max), 4), lambda s: itertools.islice(itertools.tee(s)[1], 4)]
for tool in tools:
    for source in sources:
        out = []
        try:
            for x in tool(source()):
                out.append(x)
        except Exception as e:
            out.append(type(e).__name__)
        taken = []
        try:
            taken.extend(tool(source()))
        except Exception as e:
            taken.append(type(e).__name__)
        print(out, "same" if list(map(repr, out)) == list(map(repr, taken)) or "Error" in repr(out) else taken)

print(list(itertools.chain.from_iterable([[1], (2, 3), gen(2), "ab", Slow(2), {}, {5}])))
chained = itertools.chain([1], 5, [2])
print(next(chained))
show(lambda: next(chained))
show(lambda: next(chained))
deep = iter([1, 2])
for _ in range(300):
    deep = itertools.chain(deep, [3])
print(sum(itertools.islice(deep, 200)))
print(sum(itertools.chain([1, 2], gen(3))), max(Slow(5)), tuple(Slow(3)), {*Slow(3)}, sorted(itertools.chain("ba", "c")), any(Slow(2)),
      ",".join(itertools.chain("ab", ["c"])), dict(itertools.pairwise("abc")), min(itertools.chain([4], gen(3))), all(Slow(1)))
a, *rest = itertools.islice(itertools.count(2 ** 62 - 1), 3)
print(a, rest, list(itertools.islice(itertools.count(0.5, 0.25), 3)), list(itertools.islice(itertools.count(1, -2), 3)))
print(list(itertools.repeat("x", 2)), next(itertools.repeat(3)), list(itertools.accumulate([[1], [2]], initial=[])),
      list(itertools.accumulate([1, 2.5, True, 1j])), list(itertools.accumulate([], initial=3)))
show(lambda: list(itertools.accumulate([1, "a"])))
show(lambda: list(itertools.batched("abc", 2, strict=True)))
show(lambda: list(itertools.accumulate("abc")))
pairs = itertools.pairwise([1, 2, 3])
print(next(pairs), list(pairs), list(pairs))
left, right = itertools.tee(gen(3))
print(next(left), list(right), list(left))


class Chain(itertools.chain):
    def __next__(self):
        return ("mine", super().__next__())


print(list(Chain("ab")), next(Chain([1])))


def delegated():
    yield from itertools.chain([1], gen(1))
    yield from itertools.islice(itertools.count(), 2)


print(list(delegated()), list(zip(itertools.count(), "ab")), list(enumerate(itertools.repeat(1, 2))), list(map(abs, itertools.chain([-1], [2]))))
for make in (itertools.count, lambda: itertools.chain([1])):
    try:
        type(make()).__next__(3)
    except TypeError:
        print("TypeError")
# a function that changes the source
numbers = [1, 2, 3]
print([numbers.append(x) or x for x in itertools.islice(itertools.chain(numbers), 6)])


# ---- OrderedDict
class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return self.name


od = OrderedDict((i, str(i)) for i in range(300))
for i in range(0, 300, 3):
    od.move_to_end(i)
print(list(od)[:4], list(od)[-3:], len(od))
for _ in range(250):
    od.popitem(last=False)
od[1] = "again"
od.move_to_end(1, last=False)
od.move_to_end(297)
print(list(od.items())[:3], list(od)[-2:], od.popitem(), od.popitem(False), len(od))
while len(od) > 1:
    od.popitem(last=len(od) % 2)
od["new"] = 1
print(od, od.popitem(last=[]), od.popitem(), od)
show(lambda: od.popitem())
show(lambda: od.popitem(last=False))
show(lambda: od.move_to_end("none"))
keyed = OrderedDict({Key("a"): 1, Key("b"): 2, Key("c"): 3})
keyed.move_to_end(Key("a"))
keyed.move_to_end(Key("c"), False)
print(keyed, keyed.popitem(False))
lru = OrderedDict()
for i in range(2000):
    lru[i % 37] = i
    lru.move_to_end(i % 37)
    if len(lru) > 10:
        lru.popitem(last=False)
print(list(lru.items()))


# ---- caches and partial
calls = []


@lru_cache(maxsize=3)
def square(x, *, loud=False):
    calls.append(x)
    return x * x


print([square(x) for x in (1, 2, 3, 1, 4, 2, 1, 1.0, True)], calls, square.cache_info())
print(square(2, loud=True), square(2, loud=True), square.cache_info())
square.cache_clear()
print(square(3), square.cache_info())


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())


@cache
def of(key):
    return repr(key)


print(of(Key("k")), of(Key("k")), of.cache_info(), of((1, (2, Key("x")))), of(None), of(None), of.cache_info())
show(lambda: of([]))


@lru_cache(None)
def nothing(*args):
    return NotImplemented if args else None


print(nothing(), nothing(), nothing(1), nothing(1), nothing.cache_info())


@lru_cache(2)
def nested(n):
    return nested(n - 1) + 1 if n else 0


print(nested(10), nested(9), nested.cache_info())


class Cached:
    @lru_cache(maxsize=8)
    def method(self, x):
        return x + 1


c = Cached()
print(c.method(1), c.method(1), Cached.method.cache_info())


def told(*args, **kw):
    return args, kw


p = partial(told, 1, a=2)
print(p(), p(3), p(b=4), p(5, a=6), partial(told)(), partial(told)(1, x=2), partial(p, 7, c=8)(9))
p.keywords["a"] = "changed"
print(p())
show(lambda: partial(int, base=2)("101", base=3))
show(lambda: partial(int, base=2)("xyz"))
show(lambda: p.__call__(1))
print(list(map(partial(pow, 2), range(5))), sorted([3, 1, 2], key=partial(lambda sign, x: sign * x, -1)))


class Part(partial):
    def __call__(self, *args, **kw):
        return "part", super().__call__(*args, **kw)


print(Part(told, 1)(2, z=3))
