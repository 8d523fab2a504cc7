l = [1]; l.append(l); d = {"d": 1}; d["self"] = d; t = ([],); t[0].append(t)
print(l, d, t, repr(l), str(d), f"{l}", [l, l], {"x": l})
from collections import deque, OrderedDict, defaultdict, UserList
q = deque([1]); q.append(q); print(q)
o = OrderedDict(); o["me"] = o; print(o)
dd = defaultdict(list); dd[1] = dd; print(dd)
u = UserList([1]); u.append(2); print(u)
class R:
    def __init__(self): self.kids = []
    def __repr__(self): return f"R({self.kids})"
r = R(); r.kids.append([1]); print(r)
from dataclasses import dataclass, field
@dataclass
class N:
    v: int
    nxt: "N" = None
n = N(1); n.nxt = n; print(n, N(2, N(3)))
from types import SimpleNamespace
s = SimpleNamespace(); s.me = s; print(s)
a, b = [], []
a.append(b); b.append(a); print(a, b)
deep = []
for i in range(50): deep = [deep]
print(len(repr(deep)))
def nest(n):
    x = []
    for _ in range(n): x = [x]
    return x
def attempt(fn):
    try:
        fn()
        print("fine")
    except RecursionError as e:
        print("RecursionError")
class Inf:
    def __repr__(self): return repr(self)
attempt(lambda: repr(Inf()))
class InfEq:
    def __eq__(self, o): return self == o
attempt(lambda: InfEq() == InfEq())
class InfHash:
    def __hash__(self): return hash(self)
attempt(lambda: hash(InfHash()))
class InfAttr:
    def __getattr__(self, n): return getattr(self, n)
attempt(lambda: InfAttr().x)
class InfStr:
    def __str__(self): return f"{self}"
attempt(lambda: str(InfStr()))
def rec(n): return rec(n + 1)
attempt(lambda: rec(0))
class InfIter:
    def __iter__(self): return iter(self)
attempt(lambda: iter(InfIter()))
class InfCall:
    def __call__(self): return self()
attempt(lambda: InfCall()())
class InfAdd:
    def __add__(self, o): return self + o
attempt(lambda: InfAdd() + 1)
class InfBool:
    def __bool__(self): return not self
attempt(lambda: bool(InfBool()))
class InfLen:
    def __len__(self): return len(self)
attempt(lambda: len(InfLen()))
class InfItem:
    def __getitem__(self, k): return self[k]
attempt(lambda: InfItem()[0])
def gen(): yield from gen()
attempt(lambda: list(gen()))
x = []; x.append(x); y = []; y.append(y)
attempt(lambda: x == y)
print(x == x)
def mutual_a(): mutual_b()
def mutual_b(): mutual_a()
attempt(mutual_a)
import sys
print(sys.getrecursionlimit())
sys.setrecursionlimit(200)
depth = 0
def count():
    global depth
    depth += 1
    count()
attempt(count)
print(150 < depth <= 200)
sys.setrecursionlimit(1000)
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)
try:
    sys.setrecursionlimit("a")
except TypeError as e:
    print(e)
try:
    rec(0)
except RecursionError as e:
    print(e)
print({1: [2, (3, {4})]}, [None, True, ..., NotImplemented], ["a'b", 'a"b', "\n"], (1,), [()], {"k": ("v",)}, [b"x", bytearray(b"y")], [range(3), slice(1, 2)], [1.0, 1e100, 1j], frozenset([1]), {frozenset(): set()})
