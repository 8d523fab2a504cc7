class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
print(p.x, p.y, hasattr(p, "__dict__"), P.__slots__, type(P.x).__name__, P.x.__name__)
for code in ["p.z = 1", "p.__dict__", "del p.x; p.x", "del p.x", "P.x.__get__(5)", "vars(p)"]:
    try:
        exec(code)
        print(code, "ok")
    except Exception as e:
        print(code, "->", type(e).__name__, e)
p.x = 5
print(P.x.__get__(p), P.x.__get__(None, P) is P.x)
P.x.__set__(p, 7)
print(p.x)
P.x.__delete__(p)
print(hasattr(p, "x"))
class Q(P):
    __slots__ = ("z",)
q = Q(1, 2)
q.z = 3
print(q.x + q.y + q.z, hasattr(q, "__dict__"))
class R(P): pass
r = R(1, 2)
r.free = 1
print(r.__dict__, r.x)
class S:
    __slots__ = ["a", "__dict__"]
s = S()
s.a, s.b = 1, 2
print(s.__dict__)
class T:
    __slots__ = "single"
t = T()
t.single = 1
print(t.single)
class Private:
    __slots__ = ("__secret",)
    def __init__(self): self.__secret = 4
    def get(self): return self.__secret
print(Private().get(), Private._Private__secret.__name__)
def attempt(body, bases=()):
    try:
        return type("K", bases, body)
    except Exception as e:
        print(type(e).__name__, e)
attempt({"__slots__": ("a",), "a": 1})
attempt({"__slots__": ("1a",)})
attempt({"__slots__": (1,)})
attempt({"__slots__": ("__dict__", "__dict__")})
attempt({"__slots__": ("x",)}, (int,)) and print("int with slots is ok")
attempt({"__slots__": ("x",)}, (tuple,))
class X:
    __slots__ = ("m",)
class Y:
    __slots__ = ("n",)
attempt({}, (X, Y))
class Z:
    __slots__ = ()
attempt({}, (X, Z)) and print("empty slots mix")
class Doc:
    __slots__ = {"a": "the a", "b": None}
d = Doc()
d.a = 1
print(d.a, Doc.__slots__)
class W(Exception):
    __slots__ = ("code",)
w = W("m")
w.code = 3
print(w.code, w.args)
class L(list):
    __slots__ = ("tag",)
l = L([1, 2])
l.tag = "t"
print(l, l.tag, hasattr(l, "__dict__"))
class Base:
    __slots__ = ("v",)
    v2 = 5
class Derived(Base):
    __slots__ = ()
    @property
    def both(self): return self.v + self.v2
d = Derived()
try:
    d.both
except AttributeError as e:
    print(e)
d.v = 1
print(d.both)
try:
    d.v2 = 6
except AttributeError as e:
    print(e)
a, b = P(1, 2), Q(3, 4)
try:
    a.__class__ = Q
except TypeError as e:
    print(e)
