# C3, cooperative super, explicit super, errors.
class A:
    def who(self): return ["A"]
class B(A):
    def who(self): return ["B"] + super().who()
class C(A):
    def who(self): return ["C"] + super().who()
class D(B, C):
    def who(self): return ["D"] + super().who()
print(D().who(), [k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__))
try:
    class X(A, B): pass
except TypeError as e:
    print(e)
try:
    type("Y", (D, B, C, A), {})
    type("Z", (C, D), {})
except TypeError as e:
    print(e)
class O: pass
class F(O): pass
class E(O): pass
class DD(O): pass
class CC(DD, F): pass
class BB(DD, E): pass
class AA(BB, CC): pass
print([k.__name__ for k in AA.__mro__])
class P:
    def __init__(self, **kw):
        self.log = []
        assert not kw, kw
class Q(P):
    def __init__(self, q=0, **kw):
        super().__init__(**kw)
        self.log.append(("q", q))
class R(P):
    def __init__(self, r=0, **kw):
        super().__init__(**kw)
        self.log.append(("r", r))
class S(Q, R):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.log.append("s")
print(S(q=1, r=2).log)
print(super(B, D()).who(), super(D, D()).who())
s = super(B, D())
print(s.__thisclass__.__name__, s.__self_class__.__name__)
class Cls:
    @classmethod
    def make(cls): return "Cls.make " + cls.__name__
    @staticmethod
    def st(): return "st"
    v = 10
    @property
    def prop(self): return self.v + 1
class Sub(Cls):
    v = 20
    @classmethod
    def make(cls): return "Sub " + super().make()
    @staticmethod
    def st(): return "sub " + super(Sub, Sub).st()
    @property
    def prop(self): return super().prop * 2
    def cl(self): return __class__.__name__
print(Sub.make(), Sub.st(), Sub().prop, Sub().cl())
class Nested(Sub):
    def go(self):
        def inner(): return super(Nested, self).prop
        return inner(), [super(Nested, self).v for _ in range(1)]
    def comp(self):
        return [x for x in [super().prop]]
print(Nested().go(), Nested().comp())
def attempt(fn):
    try:
        print(fn())
    except Exception as e:
        print(type(e).__name__, e)
attempt(lambda: super())
attempt(lambda: super(A, 5))
attempt(lambda: super(5, 5))
attempt(lambda: super(B, A()))
attempt(lambda: super(A, A()).missing)
class Bad:
    def m(): return super()
    def n(self):
        del self
        return super()
    def first(self):
        self = 5
        return super()
attempt(Bad.m)
attempt(lambda: Bad().n())
attempt(lambda: Bad().first())
class Setter:
    def __setattr__(self, k, v): super().__setattr__(k, v * 2)
    def __getattribute__(self, k):
        if k == "magic": return "m"
        return super().__getattribute__(k)
t = Setter()
t.x = 4
print(t.x, t.magic)
class Mro(type):
    def mro(cls):
        return [cls, A, object]
class Custom(metaclass=Mro): pass
print(Custom().who(), Custom.__mro__[1] is A)
A.who = lambda self: ["A2"]
print(D().who())
B.__bases__ = (C,)
print([k.__name__ for k in B.__mro__])
print(B().who())
class E1(Exception):
    def __init__(self, a):
        super().__init__(a, "extra")
print(E1(1).args)
