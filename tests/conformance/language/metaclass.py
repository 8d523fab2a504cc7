# __prepare__, __new__, __init__, __call__, conflicts, class attributes through the metaclass.
log = []
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        log.append(("prepare", name, kw))
        return {"injected": 1}
    def __new__(mcls, name, bases, ns, **kw):
        log.append(("new", name, [k for k in ns if not k.startswith("__")]))
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        log.append(("init", name, kw))
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        log.append(("call", cls.__name__, a))
        return super().__call__(*a, **k)
    def __len__(cls): return 42
    def __iter__(cls): return iter("meta")
    def __getitem__(cls, k): return f"{cls.__name__}[{k}]"
    def __contains__(cls, x): return x == 1
    def __repr__(cls): return f"<M {cls.__name__}>"
    def __add__(cls, o): return "added"
    def __bool__(cls): return False
    def __instancecheck__(cls, o): return o == "inst"
    def __subclasscheck__(cls, o): return o is int
    def __getattr__(cls, k): return "meta-" + k
    @property
    def mp(cls): return "metaprop"
    def mm(cls): return "metamethod"
class A(metaclass=Meta, opt=3):
    x = 1
    def __init__(self, *a): log.append(("A.init", a))
a = A(5)
for row in log: print(row)
log.clear()
print(A, len(A), list(A), A["k"], 1 in A, 2 in A, A + 1, bool(A), A.zz, A.mp, A.mm(), A.injected)
print(isinstance("inst", A), isinstance(5, A), issubclass(int, A), isinstance(a, A))
for name in ("mp", "mm", "zz"):
    try:
        getattr(a, name)
    except AttributeError as e:
        print(e)
class B(A): pass
print(type(B) is Meta, [r[0] for r in log])
class M2(type): pass
try:
    class C(A, metaclass=M2): pass
except TypeError as e:
    print(e)
class M3(Meta, M2): pass
log.clear()
class D(A, metaclass=M3): pass
print(type(D).__name__)
def func_meta(name, bases, ns, **kw):
    return (name, bases, sorted(k for k in ns if not k.startswith("__")), kw)
class F(int, metaclass=func_meta, k=1):
    y = 2
print(F)
class Ordered(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        class NS(dict):
            def __setitem__(self, k, v):
                if k in self and not k.startswith("__"):
                    raise TypeError(f"twice: {k}")
                super().__setitem__(k, v)
        return NS()
try:
    class Twice(metaclass=Ordered):
        a = 1
        a = 2
except TypeError as e:
    print(e)
class Bad(type):
    @classmethod
    def __prepare__(mcls, *a): return 5
try:
    class X(metaclass=Bad): pass
except TypeError as e:
    print(e)
class Singleton(type):
    _inst = {}
    def __call__(cls, *a):
        if cls not in cls._inst:
            cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]
class S(metaclass=Singleton): pass
print(S() is S())
class Reg(type):
    items = []
    def __init__(cls, *a):
        super().__init__(*a)
        Reg.items.append(cls.__name__)
class R1(metaclass=Reg): pass
class R2(R1): pass
print(Reg.items)
class NotType:
    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return (dict,)
class UsesEntries(NotType()): pass
print(UsesEntries.__bases__, UsesEntries.__orig_bases__[0].__class__.__name__)
print(type.__call__(int, "5"), type(type) is type, isinstance(type, object), isinstance(object, type))
