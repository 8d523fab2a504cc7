t = (1, 2, 3)
print((), (1,), 1, t, tuple(), tuple("ab"), tuple([1]), tuple({1: 2}), t + (4,), t * 2, 0 * t, t[0], t[-1], t[1:], t[::-1], len(t), 2 in t, t.index(2), t.count(1), t == (1, 2, 3), t < (1, 2, 4), (1,) < (1, 0), () < (1,), hash(t) == hash((1, 2, 3)), t is tuple(t), max(t), sum(t), sorted((3, 1)))
print(hash(()), hash((1,)), hash((1, 2)), hash((1, (2, 3))), hash((0.5, -1)), hash((True, None)) == hash((1, None)), hash((10**20,)), hash(tuple(range(10))))
a, b = 1, 2
a, b = b, a
print(a, b, (a, b), ((a), b), (a, (b,)), repr((1,)), str(((),)), "%s" % ((1, 2),), f"{(1, 2)}", {(1, 2): "k"}[1, 2])
r = ([], 1)
r[0].append(r)
print(r)
def attempt(code):
    try:
        print(code, "=>", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["t[3]", "t['a']", "t[1.5]", "t + [1]", "t + 1", "t * 'a'", "t * t", "t.index(9)", "t.index(1, 1)", "t.append", "hash(([],))", "hash({})", "tuple(5)", "tuple(1, 2)", "t < [1]", "t == [1, 2, 3]", "t()", "-t", "t.x", "t.index()", "t.count()", "tuple(x=1)", "{t: 1}", "{([],): 1}", "(1, 2) in [(1, 2)]", "t.__getitem__('a')", "t.__add__([])", "t.__mul__(2)", "t.__lt__(5)", "t.__contains__(2)", "tuple.__new__(int)", "tuple.__new__(tuple, 'ab')", "divmod(*t[:2])", "(1, 2, 3) > (1, 2)", "(1, 'a') < (1, 'b')", "(1, 'a') < ('a', 1)", "(1, 2) == (1.0, 2.0)", "t[:] is t", "t * 1 is t", "() is ()", "t + () is t", "tuple([1, 2]) == (1, 2)", "t.__class__.__name__", "len(t * 1000)", "(1,) * 3 == (1, 1, 1)", "(*t, 4)", "t[slice(0, 2)]", "t[True]", "iter(t).__next__()"]:
    attempt(code)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
from collections import namedtuple
P = namedtuple("P", "x y", defaults=[0])
p = P(1)
print(p, p.x, p[1], p._asdict(), p._replace(y=5), P._fields, P._make([7, 8]), p == (1, 0), isinstance(p, tuple), P._field_defaults, hash(p) == hash((1, 0)), repr(P(x=1, y=2)), len(p), p + (3,), P.__doc__, P.x.__doc__)
for code in ["P()", "P(1, 2, 3)", "P(z=1)", "p._replace(z=1)", "P._make([1])", "namedtuple('Q', 'a a')", "namedtuple('Q', '_a')", "namedtuple('Q', 'class')", "namedtuple('1Q', 'a')", "namedtuple('Q', 'a b', defaults=[1, 2, 3])", "namedtuple('Q', 'a class _b a', rename=True)._fields", "namedtuple('Q', ['a', 'b'])(1, 2)", "namedtuple('Q', 'a, b')(1, 2)"]:
    attempt(code)
try:
    p.x = 5
except AttributeError as e:
    print(e)
from typing import NamedTuple
class N(NamedTuple):
    a: int
    b: str = "d"
    def both(self): return f"{self.a}{self.b}"
print(N(1), N(1, "x").both(), N._field_defaults, N(2) < N(3), [*N(4)])
match p:
    case P(x, y=0): print("matched", x)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __repr__(self): return "T" + super().__repr__()
print(T(1, 2), T(1) + (2,), T(1, 2)[:1], T(1) == (1,), [T()], hash(T(1)) == hash((1,)))
big = tuple(range(1000))
print(big[500], big[-1], sum(big), big.index(777), len(big + big), big[::250])
