# Changed bases reach the subclasses; an unbound super is a descriptor; a proxy is an instance of what it says it is;
# __weakref__ in __slots__; keyword-only parameters of natives.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

class A:
    def meth(self): return "A"
class B:
    def meth(self): return "B"
    def more(self): return "more"
class C(A): pass
class D(C): pass
class E(D): pass
e = E()
print(e.meth(), [k.__name__ for k in E.__mro__])
C.__bases__ = (B,)
print(e.meth(), e.more(), [k.__name__ for k in E.__mro__], A.__subclasses__(), B.__subclasses__())
class Mixin: pass
class L(list): pass
L.__bases__ = (list, Mixin)
print([k.__name__ for k in L.__mro__], L([1]))
t(lambda: setattr(L, "__bases__", (Mixin,)))

class Base:
    def name(self): return "Base"
class Sub(Base):
    def name(self): return "Sub+" + self.__super.name()
Sub._Sub__super = super(Sub)
print(Sub().name(), type(Sub._Sub__super).__name__)

class Proxy:
    def __init__(self, target): object.__setattr__(self, "target", target)
    def __getattribute__(self, name): return getattr(object.__getattribute__(self, "target"), name)
class Lazy:
    def __getattr__(self, name): return "lazy"
p = Proxy(Sub())
print(isinstance(p, Sub), isinstance(p, Base), isinstance(p, (int, Base)), isinstance(p, int), isinstance(Lazy(), int), type(p) is Proxy)

class W:
    __slots__ = ("a", "__weakref__")
print(W().__weakref__, "__weakref__" in W.__dict__)
t(lambda: type("X", (W,), {"__slots__": ("__weakref__",)}))
t(lambda: W().b)

t(lambda: sorted([1], None, lambda n: n)); t(lambda: [1].sort(None, False)); t(lambda: sorted([1], None, False))
t(lambda: BaseException(a=1)); t(lambda: ValueError(a=1))
class Own(Exception):
    def __init__(self, *args, a): super().__init__(*args)
t(lambda: repr(Own(1, a=2)))

class Hashed(set):
    def __hash__(self): return id(self) % 1000
h = Hashed()
held = {h, frozenset([1])}
print(h in held, {1} in held, Hashed() in held)
held.remove(h); held.discard({1})
print(held)
