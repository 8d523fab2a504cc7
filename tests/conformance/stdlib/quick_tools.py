# Tools whose inner loops are native where what is compared or hashed takes no Python code, and else are not.
import heapq
import itertools
from collections import OrderedDict, defaultdict, deque, namedtuple
from functools import lru_cache, partial


class K:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other.v

    def __hash__(self):
        return hash(self.v)

    def __eq__(self, other):
        return isinstance(other, K) and self.v == other.v

    def __repr__(self):
        return f"K{self.v}"


def drain(items):
    heap = []
    for x in items:
        heapq.heappush(heap, x)
    copy = list(items)
    heapq.heapify(copy)
    out = [heapq.heappop(heap) for _ in range(len(heap))]
    return out, copy, heapq.heappushpop(copy, items[0]), heapq.heapreplace(copy, items[-1]), copy


for items in ([5, 3, 8, 1, 9, 2, 7], [1.5, -2.0, 3, 0.5], ["pear", "fig", "apple", "kiwi"], [(2, "b"), (1, "z"), (2, "a"), (1, "c")],
              [K(3), K(1), K(2)], [(1, K(2)), (1, K(1)), (0, K(5))], [True, 2, False, 0.5], [1 << 70, 3, -(1 << 70)], list(range(40, 0, -1))):
    print(*drain(items))
for bad in ([1, "a"], [(1, "a"), (1, 2)], [1j, 2j], [None, None]):
    try:
        print(drain(bad))
    except TypeError as e:
        print(e)
for bad in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1)):
    try:
        bad()
    except IndexError as e:
        print(e)

for r in range(5):
    print(list(itertools.permutations("abcd", r)), list(itertools.combinations("abcd", r)), list(itertools.combinations_with_replacement("ab", r)))
print(list(itertools.permutations("abc")), list(itertools.permutations("ab", 3)), list(itertools.combinations("ab", 3)), list(itertools.permutations([])))
print(list(itertools.product("ab", [1, 2], "x")), list(itertools.product()), list(itertools.product("ab", "")), list(itertools.product("ab", repeat=2)),
      list(itertools.product(repeat=0)), list(itertools.combinations_with_replacement("", 2)), list(itertools.combinations_with_replacement("", 0)))
for make in (lambda: itertools.permutations("abc", 2), lambda: itertools.combinations(range(3), 2), lambda: itertools.product([1, 2], repeat=2)):
    it = make()
    print(next(it), next(it), list(it), list(it), next(it, "end"), iter(it) is it)
for bad in (lambda: itertools.permutations("a", -1), lambda: itertools.combinations("a", -1), lambda: itertools.product("a", repeat=-1),
            lambda: itertools.permutations("a", "x"), lambda: itertools.combinations(5, 1)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(sum(1 for _ in itertools.permutations(range(7))), max(itertools.permutations(range(6)))[:3])

P = namedtuple("P", "x y z", defaults=[3])


class Q(P):
    def total(self):
        return self.x + self.y + self.z

    @property
    def x2(self):
        return self.x * 2


for i in range(4):
    p, q = P(i, 2), Q(1, i, z=5)
    x, y, z = p
    a, *b = q
    print(p, p.x, p.y, p.z, x, y, z, a, b, q.total(), q.x2, q.y, p == (i, 2, 3), P.x.__doc__, p._replace(y=9), p._asdict(), hash(p) == hash((i, 2, 3)))
    for bad in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: setattr(p, "x", 1), lambda: p.w, lambda: P.x.__get__((), None), lambda: P._make([1])):
        try:
            print(bad())
        except (TypeError, AttributeError, IndexError) as e:
            print(type(e).__name__)
    try:
        a, b = p
    except ValueError as e:
        print(e)
    print(P.x.__get__(p), P.__dict__["y"].__get__(p, P), P.x.__get__(None, P) is P.x, [getattr(t, "x") for t in (p, q)], sorted([q, p]))


class Single:
    made = None

    def __new__(cls, *args):
        if cls.made is None:
            cls.made = super().__new__(cls)
        return cls.made


class Other:
    def __new__(cls, kind):
        return "text" if kind == 0 else Sub.__new__(Sub, kind) if kind == 1 and cls is Other else object.__new__(cls)


class Sub(Other):
    def __init__(self, kind):
        self.kind = kind


class Text(str):
    def __new__(cls, value):
        return super().__new__(cls, value.upper())


for i in range(3):
    print(Single() is Single(1, 2), Other(0), type(Other(1)).__name__, Other(1).kind, type(Other(2)).__name__, Sub(5).kind, Text("ab"), type(Text("x")).__name__)
    try:
        Other()
    except TypeError as e:
        print(type(e).__name__)


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


def sizes(values):
    out = []
    for v in values:
        try:
            out.append(len(v))
        except Exception as e:
            out.append(f"{type(e).__name__}: {e}")
    return out


for i in range(4):
    print(sizes([Sized(3), Sized(0), Sized(-1), Sized("x"), Sized(True), Sized(1 << 70), deque([1, 2]), K(1), type]))

d = {"a": 1, "b": [2]}
gaps = {i: i for i in range(5)}
del gaps[2]
for source in (d, gaps, {}, OrderedDict(d), defaultdict(int, d), {K(1): 1}):
    c = {**source, "z": 0}
    m = {"first": 1, **source}
    print(c, m, {**source, **source} == dict(source), source | {"q": 1}, dict(source), source.copy())
    c["n"] = 1
    print("n" in source, list(c))
print(dict(zip("abc", range(3))), dict(enumerate("xy")), dict(zip([K(1), K(1), K(2)], range(3))), dict(zip("a", [1]), b=2))
try:
    print(dict(zip([[]], [1])))
except TypeError as e:
    print(e)
try:
    print(dict(zip("ab")))
except ValueError as e:
    print(e)


class Up:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


class Own(Up):
    def __init__(self, n):
        super().__init__(n)
        self.__next__ = lambda: 99


for i in range(3):
    print([x for x in Up(4)], list(Own(2)), sum(Up(3)), [(a, b) for a, b in zip(Up(2), Up(3))])
    for x in Up(3):
        for y in Up(x):
            print(x, y, end=" ")
    print()


@lru_cache
def sq(x, y=0):
    return (x, y)


print(sq(1), sq(1.0), sq("1"), sq(1, 2), sq(1, y=2), sq(1), sq(True), sq.cache_info())
print(partial(print, 1, sep="-")(2, 3), partial(int, base=2)("101"), partial(max, 3)(5), partial(lambda *a, **k: (a, k), 1, x=2)(3, x=4, y=5))
print(sorted([K(i * 37 % 23) for i in range(40)]), sorted([K(i % 5) for i in range(30)], reverse=True), sorted([K(1), K(2), K(3)]))
print([k.v for k in sorted([K(i) for i in range(25, 0, -1)])], min([K(3), K(1)]), sorted("bca", key=lambda c: K(c)))


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    @property
    def norm(self):
        return self.x + self.y


class Odd:
    __match_args__ = ("a", "a")
    a = 1


class Cheat:
    @property
    def __class__(self):
        return Point
    x = y = 7


def shape(v):
    match v:
        case Point(0, y=0): return "origin"
        case Point(x, y) if x == y: return f"diagonal {x}"
        case Point(norm=5): return "norm"
        case Point(x=x): return f"point {x}"
        case int(n) | float(n): return f"number {n}"
        case str(): return "text"
        case P(x, y): return f"named {x} {y}"
        case list([a, *_]): return f"list {a}"
        case Point(missing=1) | dict(): return "mapping"
    return None


for i in range(3):
    print([shape(v) for v in (Point(0, 0), Point(2, 2), Point(2, 3), Point(1, 9), 3, True, 2.5, "s", P(1, 2), [1, 2], {}, None, Cheat(), Odd())])
    for bad in (Point(1, 2), Odd()):
        try:
            match bad:
                case Point(1, 2, 3): print("three")
                case Odd(1, 1): print("twice")
        except TypeError as e:
            print(e)
