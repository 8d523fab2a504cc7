# Rich comparison: reflection, identity default, chains, sorting on __lt__ only, hash and eq.
class V:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        print("lt", self.v, getattr(o, "v", o))
        return self.v < o.v if isinstance(o, V) else NotImplemented
    def __eq__(self, o):
        print("eq", self.v, getattr(o, "v", o))
        return self.v == o.v if isinstance(o, V) else NotImplemented
    def __repr__(self): return f"V{self.v}"
a, b = V(1), V(2)
print(a < b, a > b, a == b, a != b, a == 1, 1 == a, a != 1)
try:
    a <= b
except TypeError as e:
    print(e)
try:
    a < 5
except TypeError as e:
    print(e)
try:
    hash(a)
except TypeError as e:
    print(e)
print(a in [b, a], [b, a].index(a), [a, b].count(V(2)))
print((a, 1) == (V(1), 1), [a] == [a])
class Sub(V):
    def __gt__(self, o):
        print("sub gt"); return "gt!"
    def __eq__(self, o):
        print("sub eq"); return "eq!"
print(a < Sub(5), a == Sub(1))
class NE:
    def __ne__(self, o): return "ne"
print(NE() != 1, NE() == 1)
class Weird:
    def __eq__(self, o): return []
    def __lt__(self, o): return "yes"
    def __contains__(self, o): return "truthy"
w = Weird()
print(w == 1, w != 1, w < 1, 1 in w, 1 not in w, w < 1 < 2)
def ev(x):
    print("ev", x)
    return x
print(ev(1) < ev(3) < ev(2) < ev(9))
print(ev(1) < ev(2) <= ev(2) != ev(3) in [3])
print(1 < 2 > 0 == 0 is not None)
x = float("nan")
print(x == x, x is x, x in [x], [x] == [x], (x,) == (x,), {x: 1} == {x: 1}, x < 1, x > 1, sorted([3, 1, 2]), [x].index(x))
def attempt(code):
    try:
        print(code, eval(code))
    except TypeError as e:
        print(code, "->", e)
for code in ["1 < 'a'", "[] < ()", "{} < {}", "None < None", "1j < 2j", "object() < object()", "(1, 'a') < (1, 2)", "[1, 2] < [1, 2, 0]", "(1, 2) < (1, 3)", "'a' < 'b' < 'c'", "b'a' < 'a'", "b'a' == 'a'",
             "1 == 1.0 == True == (1+0j)", "{1, 2} < {1, 2, 3}", "{1} <= {2}", "frozenset([1]) == {1}", "range(3) == range(0, 3, 1)", "[1] == (1,)", "1 is 1", "() is ()", "max(1, 'a')", "sorted([1, 'a'])", "min([[], ()])", "type < 1", "int < str", "slice(1) < slice(2)", "len < len", "... < 1"]:
    attempt(code)
from functools import total_ordering
@total_ordering
class T:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2), T.__hash__ is None)
class EqOnly:
    def __eq__(self, o): return True
class HashBoth(EqOnly):
    __hash__ = object.__hash__
class HashOwn:
    def __hash__(self): return 7
    def __eq__(self, o): return isinstance(o, HashOwn)
print(EqOnly.__hash__, HashBoth() == 3, len({HashOwn(), HashOwn()}), hash(HashOwn()), {HashOwn(): 1}[HashOwn()])
class Big:
    def __hash__(self): return 1 << 200
print(hash(Big()) == hash(1 << 200))
class Trouble:
    def __eq__(self, o): raise ValueError("eq fails")
    __hash__ = lambda self: 1
d = {Trouble(): 1}
try:
    d[Trouble()]
except ValueError as e:
    print(e)
try:
    Trouble() in [1]
except ValueError as e:
    print(e)
