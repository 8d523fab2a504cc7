# Bodies, namespaces, attributes, bound methods, deletion.
class A:
    "doc"
    n = 1
    for i in range(3):
        n += i
    print("in body", n, __qualname__, __module__)
    def m(self): return self, self.n
    del i
a = A()
print(A.n, a.m()[1], A.__doc__, hasattr(A, "i"))
a.n = 9
print(A.n, a.n, a.__dict__)
del a.n
print(a.n, a.__dict__)
for name in ["n", "zz"]:
    try:
        delattr(a, name)
    except AttributeError as e:
        print(e)
try:
    A.zz
except AttributeError as e:
    print(e)
try:
    a.zz
except AttributeError as e:
    print(e, e.name, e.obj is a)
m = a.m
print(m.__self__ is a, m.__func__ is A.m, m == a.m, m is a.m, hash(m) == hash(a.m), m.__name__)
A.m2 = lambda self, x=1: x
print(a.m2(), a.m2(4))
a.inst = lambda: "no self"
print(a.inst())
class B(A):
    n = 50
    def m(self):
        return super().m()[1], "B"
b = B()
print(b.m(), B.__mro__ == (B, A, object), B.__bases__, B.__base__ is A, B.__name__)
B.__name__ = "Renamed"
print(B, type(b), B.__qualname__)
B.__qualname__ = "Q"
print(B)
print(isinstance(b, A), issubclass(B, A), issubclass(A, B), isinstance(B, type), type(B) is type)
class Empty: pass
e = Empty()
e.x, e.y = 1, 2
print(vars(e), sorted(set(dir(e)) - set(dir(object()))))
e.__dict__ = {"k": 3}
print(e.k, hasattr(e, "x"))
try:
    e.__dict__ = 5
except TypeError as err:
    print(err)
e.__class__ = A
print(e.m()[1], type(e) is A)
try:
    e.__class__ = int
except TypeError as err:
    print(err)
try:
    e.__class__ = 3
except TypeError as err:
    print(err)
def outer():
    class L:
        class Inner: pass
        def f(self): return lambda: 0
    return L
print(outer().__qualname__, outer().Inner.__qualname__, outer()().f().__qualname__)
class Kw(metaclass=type): pass
print(Kw)
try:
    class Bad(5): pass
except TypeError as err:
    print(err)
try:
    class Bad2(A, A): pass
except TypeError as err:
    print(err)
try:
    class Bad3(int, str): pass
except TypeError as err:
    print(err)
try:
    class Bad4(bool): pass
except TypeError as err:
    print(err)
try:
    class Bad5(object, A): pass
except TypeError as err:
    print(err)
try:
    class Bad6(A, foo=1): pass
except TypeError as err:
    print(err)
for cls in (int, str, list):
    try:
        cls.foo = 1
    except TypeError as err:
        print(err)
try:
    object().x = 1
except AttributeError as err:
    print(err)
try:
    (5).x = 1
except AttributeError as err:
    print(err)
D = type("D", (A,), {"v": 3, "get": lambda self: self.v})
print(D, D().get(), D.__module__)
print(type("X", (), {})().__class__.__name__)
for args in [(1, (), {}), ("X", [], {}), ("X", (), 5), ("X",  ()), ()]:
    try:
        print(type(*args))
    except TypeError as err:
        print(err)
