from abc import ABC, abstractmethod, ABCMeta
import collections.abc as C
print(isinstance(1, int), isinstance(True, int), isinstance(1, (str, int)), isinstance(1, (str, (bytes, (int,)))), isinstance(1, int | str), isinstance(None, int | None), issubclass(bool, (str, int)), issubclass(int, object), isinstance(int, type), isinstance(type, object), issubclass(type, object), isinstance([], object), isinstance(1, ()))
class A(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def p(self): ...
    @classmethod
    @abstractmethod
    def c(cls): ...
    def concrete(self): return "ok"
class B(A):
    def f(self): return "f"
class D(B):
    p = 1
    c = classmethod(lambda cls: "c")
for k in (A, B):
    try:
        k()
    except TypeError as e:
        print(e)
print(D().f(), D().p, D.c(), D().concrete(), sorted(A.__abstractmethods__), sorted(B.__abstractmethods__), D.__abstractmethods__)
class One(ABC):
    @abstractmethod
    def only(self): ...
try:
    One()
except TypeError as e:
    print(e)
A.register(int)
print(isinstance(5, A), issubclass(int, A), issubclass(bool, A), issubclass(str, A))
class Duck(ABC):
    @classmethod
    def __subclasshook__(cls, sub):
        if cls is Duck:
            return any("quack" in k.__dict__ for k in sub.__mro__) or NotImplemented
        return NotImplemented
class Mallard:
    def quack(self): pass
print(isinstance(Mallard(), Duck), issubclass(int, Duck))
class M(type):
    def __instancecheck__(cls, o): return o == 42
    def __subclasscheck__(cls, s): return s is float
class X(metaclass=M): pass
print(isinstance(42, X), isinstance(X(), X), isinstance(1, X), issubclass(float, X), issubclass(int, X))
class Fake:
    @property
    def __class__(self): return int
print(isinstance(Fake(), int), type(Fake()).__name__, isinstance(Fake(), Fake))
names = ["Hashable", "Iterable", "Iterator", "Reversible", "Generator", "Sized", "Container", "Callable", "Collection", "Sequence", "MutableSequence", "Set", "MutableSet", "Mapping", "MutableMapping", "MappingView", "KeysView", "ItemsView", "ValuesView", "Awaitable", "Coroutine", "AsyncIterable", "Buffer"]
values = [1, "a", b"a", bytearray(), [], (), {}, set(), frozenset(), range(1), iter([]), (x for x in ()), {}.keys(), {}.items(), {}.values(), len, int, None, memoryview(b""), zip(), map(len, []), lambda: 0, object(), slice(1)]
for v in values:
    print(type(v).__name__, [n for n in names if isinstance(v, getattr(C, n))])
class It:
    def __iter__(self): return iter([1])
    def __len__(self): return 1
    def __contains__(self, x): return x == 1
print([n for n in names if isinstance(It(), getattr(C, n))])
class NoHash:
    __hash__ = None
print(isinstance(NoHash(), C.Hashable), isinstance(object(), C.Hashable))
class Seq(C.Sequence):
    def __init__(self, *a): self.a = a
    def __len__(self): return len(self.a)
    def __getitem__(self, i): return self.a[i]
s = Seq(3, 1, 2)
print(list(s), 1 in s, s.index(2), s.count(3), list(reversed(s)))
class MM(C.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k.lower()]
    def __setitem__(self, k, v): self.d[k.lower()] = v
    def __delitem__(self, k): del self.d[k.lower()]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MM(); m["A"] = 1; m.update(B=2); print(m["a"], m.get("zz"), "b" in m, list(m.items()), m.pop("A"), m.setdefault("C", 3), dict(m), m == {"b": 2, "c": 3}, m.popitem(), len(m))
class MS(C.Set):
    def __init__(self, it): self.l = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.l
    def __iter__(self): return iter(self.l)
    def __len__(self): return len(self.l)
    def __repr__(self): return f"MS{self.l}"
print(MS([1, 2]) & {2}, MS([1]) | [5], MS([1, 2]) - {1}, MS([1]) <= {1, 2}, MS([1, 2]) == {2, 1}, MS([1]) ^ [2], MS([1]).isdisjoint([2]))
for args in [(1, 5), (1, "int"), (1, [int]), (1, (int, 5)), ("", (5, int)), (1, list[int]), (1, None)]:
    try:
        print(isinstance(*args))
    except TypeError as e:
        print(e)
for args in [(1, int), (int, 5), (int, (str, "x")), (list[int], list)]:
    try:
        print(issubclass(*args))
    except TypeError as e:
        print(e)
try:
    C.Sequence()
except TypeError as e:
    print(e)
try:
    ABC.register(5)
except TypeError as e:
    print(e)
from typing import Protocol, runtime_checkable
@runtime_checkable
class HasName(Protocol):
    name: str
    def greet(self) -> str: ...
class Good:
    name = "n"
    def greet(self): return ""
print(isinstance(Good(), HasName), isinstance(5, HasName))
try:
    HasName()
except TypeError as e:
    print(e)
