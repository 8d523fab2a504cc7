# Builtins, slices, super() and sorts that the loop knows by heart: the same sites see the usual, then the unusual.
class Seq:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, key):
        return ("item", key)

    def __setitem__(self, key, value):
        print("set", key, value)

    def __repr__(self):
        return f"Seq({self.n!r})"


class Liar:
    @property
    def __class__(self):
        return int


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == 3


class Odd(metaclass=Meta):
    pass


class MyList(list):
    def append(self, x):
        print("append", x)


def lengths(values):
    for v in values:
        try:
            print(len(v), end=" ")
        except Exception as e:
            print(type(e).__name__, e, end=" ")
    print()


def truths(values):
    for v in values:
        try:
            print("yes" if v else "no", end=" ")
        except Exception as e:
            print(type(e).__name__, e, end=" ")
    print()


def kinds(values, cls):
    print([isinstance(v, cls) for v in values])


def extremes(pairs):
    for a, b in pairs:
        try:
            print(max(a, b), min(a, b), end="; ")
        except Exception as e:
            print(type(e).__name__, e, end="; ")
    print()


def appends(targets):
    for t in targets:
        t.append(1)
        print(t)


def slices(values, lower, upper):
    for v in values:
        try:
            print(repr(v[lower:upper]), end=" ")
        except Exception as e:
            print(type(e).__name__, e, end=" ")
    print()


def stores(target, lower, upper, value):
    try:
        target[lower:upper] = value
        print(target)
    except Exception as e:
        print(type(e).__name__, e)


for _ in range(4):
    lengths(["abc", [1], (1, 2), {1: 2}, {1}, frozenset(), b"xy", range(3), Seq(7), Seq(-1), Seq("x"), 5])
    truths([Seq(0), Seq(2), Seq(-1), Seq("x"), Seq(True), Seq(1 << 70)])
    kinds([1, True, "a", 2.0, None, Liar(), Seq(1), [], int], int)
    kinds([1, True, Liar(), Seq(1), MyList()], Seq)
    kinds([1, [], MyList()], list)
    kinds([3, 4], Odd)
    kinds([3, "x", None], (int, str))
    kinds([int, Seq, Odd], type)
    extremes([(1, 2), (2, 1), (1, 1.0), (1.0, 1), (0.0, -0.0), (float("nan"), 1.0), (1.0, float("nan")), ("a", "b"), (1, "a"), (True, 1)])
    appends([[], MyList(), bytearray(b"a")])
    for bounds in [(1, 3), (None, 2), (-2, None), (None, None), (5, 2), (-99, 99), (True, 2), (1 << 80, None), ("a", 1)]:
        slices([[1, 2, 3, 4], (1, 2, 3, 4), "abcd", "äбcd", b"abcd", bytearray(b"abcd"), range(4), Seq(4), MyList([1, 2, 3]), 7, {}], *bounds)
    stores([1, 2, 3, 4], 1, 3, [8, 9])
    stores([1, 2, 3, 4], 1, 3, (8, 9, 10))
    stores([1, 2, 3, 4], 2, 1, [5])
    stores([1, 2, 3, 4], None, None, "ab")
    stores([1, 2, 3, 4], 1, None, 5)
    stores(Seq(2), 1, 2, 3)
    stores("abc", 0, 1, "x")
    x = [1, 2, 3]
    x[:] = x
    x[1:] = x
    print(x)


# ---- super() methods: one site, several classes on both sides
class Base:
    def who(self, *args, **kw):
        return ["Base", type(self).__name__, args, kw]

    @classmethod
    def make(cls, x):
        return [cls.__name__, x]

    @staticmethod
    def plain(x):
        return x * 2

    @property
    def prop(self):
        return lambda y: ("prop", y)


def layer(base, name):
    class Layer(base):
        def __init__(self, v=0):
            super().__init__()
            self.v = v

        def who(self, *args, **kw):
            return [name] + super().who(*args, **kw)

        @classmethod
        def make(cls, x):
            return [name] + super().make(x)

        def rest(self):
            return super().plain(3), super().prop(4), super().__repr__()[:3], super().__class__.__name__

    Layer.__name__ = name
    return Layer


A = layer(Base, "A")
B = layer(A, "B")
C = layer(B, "C")
for _ in range(3):
    for cls in (A, B, C):
        print(cls().who(1, k=2), cls.make(5), cls(3).v, cls().rest())
Base.who = lambda self: ["changed"]
print(C().who())


class Failing(Base):
    def nothing(self):
        return super().nothing()


for _ in range(3):
    try:
        Failing().nothing()
    except AttributeError as e:
        print(e)


class MyError(ValueError):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


for i in range(3):
    e = MyError("m", i)
    print(e.args, e.code, repr(e))


# ---- sorts
nan = float("nan")
sets = [
    [3, 1, 2], [3.5, -1.0, 0.0, -0.0, 2], [1.5, -2.5, 0.25, 1e300, -1e300, 1e-300], ["b", "a", "", "ab", "a\0", "abcdefgh1", "abcdefgh0", "é", "z"],
    ["б", "а", "a", "\U0001f600", "\uffff", "é"], [(2, "b"), (1, "z"), (2, "a"), (1,), (2, "a", 0)], [("x", -1), ("x", -2), ("a", 5)],
    [(1.5, 2), (1, 3), (1.5, 1)], [(0.0, 2), (-0.0, 1)], [[2, 1], [1, 2], [1]], [True, 0, False, 1], [b"b", b"a"], [(), (1,), ()],
    [1 << 70, 5, -(1 << 70)], [(1, [2]), (1, [1])], list(range(40)) + list(range(40)), [i * 7919 % 101 for i in range(200)],
]
for s in sets:
    print(sorted(s), sorted(s, reverse=True), sorted(s, key=lambda v: v), sorted(s, key=str, reverse=True))
print(sorted(range(50), key=lambda i: i % 3), sorted(range(50), key=lambda i: -(i % 3), reverse=True))
print(sorted("the quick brown fox".split(), key=lambda w: (len(w), w)))
print(sorted([(w, -len(w)) for w in "b a c a b".split()], reverse=True))
for bad in ([1, "a"], [(1, "a"), (1, 2)], [1j, 2j], [None, None], [(None,), (None,)], [[1], (1,)]):
    try:
        print(sorted(bad))
    except TypeError as e:
        print(e)
words = [f"user{i * 7 % 30}" for i in range(60)]
words.sort(key=lambda w: (w[:5], -len(w)))
print(words)
