log = []
class Data:
    def __get__(self, obj, cls=None):
        log.append(("get", obj is not None, cls.__name__ if cls else None))
        return "data"
    def __set__(self, obj, v): log.append(("set", v))
    def __delete__(self, obj): log.append(("delete",))
    def __set_name__(self, owner, name): log.append(("name", owner.__name__, name))
class NonData:
    def __get__(self, obj, cls=None): return ("nondata", obj is None)
class SetOnly:
    def __set__(self, obj, v): obj.__dict__["so"] = v * 2
class C:
    d = Data()
    n = NonData()
    so = SetOnly()
c = C()
print(c.d, C.d)
c.d = 5
del c.d
print(log); log.clear()
c.__dict__["d"] = "shadow"
c.__dict__["n"] = "inst"
print(c.d, c.n, C.n)
c.so = 4
print(c.so, type(C.so).__name__)
try:
    del c.so
except AttributeError as e:
    print(type(e).__name__, e)
C.d = "replaced"
print(C.d, c.d)
class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, o, cls):
        if o is None: return self
        return getattr(o, self.name)
    def __set__(self, o, v):
        if not isinstance(v, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(o, self.name, v)
class Person:
    name = Typed(str)
    age = Typed(int)
    def __init__(self, name, age): self.name, self.age = name, age
p = Person("Ann", 3)
print(p.name, p.age, Person.age.name, vars(p))
try:
    p.age = "x"
except TypeError as e:
    print(e)
class Lazy:
    def __init__(self, fn): self.fn = fn
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, c):
        if o is None: return self
        v = o.__dict__[self.n] = self.fn(o)
        return v
class L:
    calls = 0
    @Lazy
    def val(self):
        L.calls += 1
        return 42
l = L()
print(l.val, l.val, L.calls)
def f(self, x): return (self, x)
print(f.__get__(5)(6), f.__get__(None, int) is f, type(f.__get__(1)).__name__)
class Fn:
    def __call__(self, *a): return len(a)
class H:
    fn = Fn()
    b = len
    def m(self): pass
print(H().fn(1, 2), H().b("abc"))
print(type(H.__dict__["m"]).__name__, type(H.m).__name__, type(H().m).__name__)
class Static:
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x
print(Static.s(1), Static().s(2), Static.c(3), Static().c(4), Static.__dict__["s"](5))
print(Static.__dict__["c"].__func__.__name__, Static.__dict__["s"].__func__(6), Static.__dict__["s"].__wrapped__(7))
try:
    Static.__dict__["c"](1)
except TypeError as e:
    print(e)
class BadGet:
    def __get__(self, o, c): raise AttributeError("inside")
class HasFallback:
    b = BadGet()
    def __getattr__(self, k): return "fallback " + k
print(HasFallback().b)
class BadName:
    def __set_name__(self, o, n): raise ValueError("no name")
try:
    class X:
        a = BadName()
except Exception as e:
    print(type(e).__name__, e, e.__notes__)
class D2:
    def __get__(self, o, c): return lambda *a: ("called", a)
class CallIt:
    __len__ = D2()
    __add__ = D2()
    __getitem__ = D2()
x = CallIt()
print(x + 1, x[2])
class InstanceSpecial: pass
i = InstanceSpecial()
i.__len__ = lambda: 3
try:
    len(i)
except TypeError as e:
    print(e)
