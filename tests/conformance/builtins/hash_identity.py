print(hash(0), hash(1), hash(-1), hash(True), hash(1.0), hash(1.5), hash(-0.0), hash(float("inf")), hash(2**61), hash(-2**61), hash(()), hash((1, 2, 3)), hash(frozenset([1, 2])), hash(1j), hash(1 + 2j), hash(2.5e300), hash(10**50), hash(range(3)), hash((1.5, (2, 3), True)))
print(hash("abc") == hash("ab" + "c"), hash(b"x") == hash(bytes([120])), hash("a") == hash(b"a") or True, hash(None) == hash(None), hash(int) == hash(int), hash(len) == hash(len), hash(...) == hash(...), hash(slice(1, 2)) == hash(slice(1, 2)))
class A: pass
a, b = A(), A()
print(hash(a) == hash(a), a == b, a != b, a == a, {a: 1}[a], b in {a: 1}, a in [b, a], id(a) == id(a), id(a) != id(b), a is a, a is not b, isinstance(id(a), int), isinstance(hash(a), int))
class E:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
class H(E):
    def __hash__(self): return hash(self.v)
class Inherit(H): pass
class EqAgain(H):
    def __eq__(self, o): return True
class Keep(H):
    def __eq__(self, o): return True
    __hash__ = H.__hash__
for k in (E, H, Inherit, EqAgain, Keep):
    try:
        hash(k(1)); print(k.__name__, "hashable")
    except TypeError as e:
        print(e)
for v in ([], {}, set(), bytearray(), [1], ([],), ({},), (1, [2]), {1: []}.values(), {}.keys(), {}.items(), (1, (2, {3}))):
    try:
        hash(v); print(type(v).__name__, "ok")
    except TypeError as e:
        print(e)
class Bad:
    def __init__(self, r): self.r = r
    def __hash__(self): return self.r
for r in (5, -1, True, 2**64, -2**70, "a", None, 1.5):
    try:
        print(hash(Bad(r)))
    except TypeError as e:
        print(e)
x, y = 257, 257
print(x == y, [] is [], [] == [], () == (), "a" is "a" if True else 0, None is None, (lambda: 0) == (lambda: 0), 1 == 1.0, 1 == True, "1" == 1, [1] == (1,), {1} == frozenset([1]), b"a" == "a", range(2) == range(0, 2), 0 == False, "" == False, None == False, [] == False)
d = {1: "int", 1.0: "float", True: "bool"}; print(d, {0.0, -0.0, 0, False}, {1, 1.0, True}, {2: 1}.get(2.0), {1 + 0j: "c"}[1])
print(len({hash(float(i)) for i in range(100)}), hash(0.1 + 0.2) == hash(0.3), hash(1e16) == hash(10**16), hash(2**53 + 0.0) == hash(2**53), all(hash(i) == i for i in range(1000)), hash(2**61 - 2), hash(2**61 - 1), hash(-(2**61 - 1)), hash(2**62), hash(1 << 122))
from fractions import Fraction
from decimal import Decimal
print(hash(Fraction(1, 2)) == hash(0.5) == hash(Decimal("0.5")), hash(Fraction(3)) == 3, hash(Decimal(7)) == 7, {0.5: "x"}[Fraction(1, 2)])
f = A.__init__; m = a.__eq__
print(a.__hash__() == hash(a), A.__hash__(a) == hash(a), a.__eq__(b), a.__ne__(a), a.__lt__(b), object.__eq__(a, a), (5).__eq__("a"), (5).__hash__(), "a".__eq__("a"), [].__hash__)
