class T:
    def __init__(self): self._c = 0
    @property
    def celsius(self):
        "degrees"
        return self._c
    @celsius.setter
    def celsius(self, v):
        if v < -273: raise ValueError("cold")
        self._c = v
    @celsius.deleter
    def celsius(self): self._c = None
    @property
    def ro(self): return 1
    wo = property(None, lambda self, v: print("wrote", v))
    named = property(fget=lambda s: "n", doc="d!")
t = T()
t.celsius = 20
print(t.celsius, T.celsius.__doc__, T.named.__doc__)
del t.celsius
print(t.celsius)
try:
    t.celsius = -300
except ValueError as e:
    print(e)
for code in ["t.ro = 2", "del t.ro", "t.wo", "del t.wo", "t.named = 3"]:
    try:
        exec(code)
    except AttributeError as e:
        print(code, "->", e)
t.wo = 5
print(type(T.ro).__name__, T.ro.fget(t), T.ro.fset, T.celsius.fdel is not None)
class U(T):
    @T.celsius.getter
    def celsius(self): return "sub"
    @property
    def ro(self): return super().ro + 10
u = U()
print(u.celsius, u.ro)
u.celsius = 3
print(u._c)
class Raises:
    @property
    def a(self): raise AttributeError("inner")
    @property
    def b(self): return self.nope
    @property
    def c(self): raise KeyError("k")
for n in "abc":
    try:
        getattr(Raises(), n)
    except Exception as e:
        print(type(e).__name__, e)
print(hasattr(Raises(), "a"), getattr(Raises(), "b", "dflt"))
class WithGetattr(Raises):
    def __getattr__(self, k): return "ga:" + k
print(WithGetattr().a, WithGetattr().b)
from functools import cached_property
class CP:
    n = 0
    @cached_property
    def v(self):
        CP.n += 1
        return CP.n
c = CP()
print(c.v, c.v, c.__dict__, CP.v.__class__.__name__)
del c.v
print(c.v)
c.v = 99
print(c.v)
class SlotsCP:
    __slots__ = ()
    @cached_property
    def v(self): return 1
try:
    SlotsCP().v
except TypeError as e:
    print(e)
p = property(lambda s: 1, None, None, "doc")
print(p.__doc__, p.fget(0))
try:
    p.__get__(None, int).__set__(5, 1)
except AttributeError as e:
    print(e)
print(T.ro.__name__ if hasattr(T.ro, "__name__") else "?")
class Dyn: pass
for i in range(3):
    setattr(Dyn, f"p{i}", property(lambda self, i=i: i * i))
print([getattr(Dyn(), f"p{i}") for i in range(3)])
class Abs:
    @classmethod
    def make(cls): return cls()
    @property
    def kind(self): return type(self).__name__
class AbsSub(Abs): pass
print(AbsSub.make().kind)
