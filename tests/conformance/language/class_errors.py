# What the machinery of classes refuses, and in which words; descriptors and metaclasses beside it.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class M1(type): pass
class M2(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
def f1():
    class C(A, B): pass
t(f1)
def f2():
    class X: pass
    class Y(X): pass
    class Z(X, Y): pass
t(f2)
def f3():
    class X(int, str): pass
t(f3)
def f4():
    class X(bool): pass
t(f4)
def f5():
    class X(type(None)): pass
t(f5)
def f6():
    class X(5): pass
t(f6)
def f7():
    class X(A, A): pass
t(f7)
def f8():
    class X:
        __slots__ = ("a", "a b")
t(f8)
def f9():
    class X:
        __slots__ = ("a",)
        a = 1
t(f9)
def f10():
    class X(int):
        __slots__ = ("a",)
    return X(5).a
t(f10)
def f11():
    class X(tuple):
        __slots__ = ("a",)
t(f11)
def f12():
    class X:
        __slots__ = ("__dict__", "__dict__")
t(f12)
def f13():
    class X:
        __slots__ = 5
t(f13)
def f14():
    class X:
        __slots__ = "abc"
    x = X(); x.abc = 1; return x.abc, hasattr(x, "__dict__")
t(f14)
def f15():
    class X:
        __slots__ = {"a": "doc of a"}
    return X.a.__doc__, X.a
t(lambda: f15()[0])
def f16():
    class X(func=1): pass
t(f16)
def f17():
    class P:
        def __init_subclass__(cls, /, need, **k): super().__init_subclass__(**k); cls.need = need
    class Q(P): pass
t(f17)
def f18():
    class P:
        def __init_subclass__(cls, /, need, **k): super().__init_subclass__(**k); cls.need = need
    class Q(P, need=3): pass
    class R(P, need=3, other=4): pass
t(f18)
t(lambda: object(1))
t(lambda: object.__new__(int))
t(lambda: object.__new__(5))
t(lambda: int.__new__(str))
t(lambda: int.__new__())
t(lambda: object.__init__(object(), 1))
class N:
    def __new__(cls, *a): return super().__new__(cls, *a)
t(lambda: N(1))
class I:
    def __init__(self, a): super().__init__(a)
t(lambda: I(1))
t(lambda: type("X", (), {}, extra=1))
t(lambda: type("X", (object, object), {}))
t(lambda: type("X", 5, {}))
t(lambda: type(5, (), {}))
t(lambda: type("X", (), 5))
t(lambda: type("X\0", (), {}))
t(lambda: type("X", ()))
t(lambda: type())
t(lambda: type.__call__())
t(lambda: super(A, 5))
t(lambda: super().x)
t(lambda: A.__class__.__mro__)
t(lambda: A.mro())
t(lambda: type.mro(A))
t(lambda: A.__subclasses__())
t(lambda: int.foo)
t(lambda: setattr(int, "foo", 1))
t(lambda: delattr(int, "foo"))
t(lambda: setattr(A, "__name__", 5))
t(lambda: setattr(A, "__name__", "a\0b"))
t(lambda: setattr(A, "__class__", 5))
t(lambda: setattr(A(), "__class__", int))
t(lambda: setattr(A(), "__class__", B))
t(lambda: setattr(5, "__class__", int))
t(lambda: setattr(A(), "__dict__", 5))
t(lambda: delattr(A(), "nope"))
t(lambda: A().nope)
t(lambda: A.nope)
t(lambda: setattr(object(), "x", 1))
t(lambda: setattr(len, "x", 1))
t(lambda: setattr([], "append", 1))
t(lambda: delattr([], "append"))
t(lambda: isinstance(1, 5))
t(lambda: isinstance(1, (int, 5)))
t(lambda: isinstance("", (int, 5)))
t(lambda: issubclass(1, int))
t(lambda: issubclass(int, 1))
t(lambda: issubclass(int, (str, (float, (int,)))))
t(lambda: isinstance(1, int | str))
t(lambda: isinstance(1, list[int]))
t(lambda: issubclass(list, list[int]))
t(lambda: isinstance([], int | list[int]))
class D:
    def __get__(self, o, t=None): return ("get", o is None, t.__name__)
    def __set_name__(self, o, n): print("set_name", o.__name__, n)
class U: d = D()
t(lambda: U.d); t(lambda: U().d)
u = U(); u.d = 5; t(lambda: u.d)
class DD(D):
    def __set__(self, o, v): print("set", v)
    def __delete__(self, o): print("del")
class V: d = DD()
v = V(); v.d = 5; t(lambda: v.d); del v.d; v.__dict__["d"] = 7; t(lambda: v.d)
class SN:
    def __set_name__(self, o, n): raise ValueError("bad name")
def f19():
    class X: s = SN()
try: f19()
except ValueError as e: print(e, e.__notes__)
class Meta(type):
    def __call__(cls, *a, **k): print("call", a, k); return super().__call__(*a, **k)
    def __getattr__(cls, n): return f"meta {n}"
    def __iter__(cls): return iter([1, 2])
    def __len__(cls): return 7
    def __contains__(cls, x): return x == 3
    def __getitem__(cls, k): return k
    def __prepare__(name, bases, **k): print("prepare", name, k); return {}
    def __instancecheck__(cls, o): return o == "yes"
    def __subclasscheck__(cls, o): return o is int
    def __bool__(cls): return False
    def __eq__(cls, o): return True
    def __hash__(cls): return 5
    def __repr__(cls): return "<M>"
    def __add__(cls, o): return "added"
    def __dir__(cls): return ["z", "a"]
class Meta2(Meta):
    def __new__(m, name, bases, ns, **k): print("new", sorted(k)); return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **k): print("init", sorted(k)); super().__init__(name, bases, ns)
class K(metaclass=Meta2, kw=1):
    def __init__(self, a, b=2): self.a = a
k = K(1, b=3)
print(K.zzz, list(K), len(K), 3 in K, 4 in K, K["x"], isinstance("yes", K), isinstance(k, K), issubclass(int, K), bool(K), K == 5, hash(K), K, K + 1, dir(K), type(k).__name__)
