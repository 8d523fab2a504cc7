# __init_subclass__, __class_getitem__, __set_name__, __new__ that returns other things, __call__, __del__less.
class Plug:
    reg = {}
    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        Plug.reg[key or cls.__name__] = cls
class A(Plug): pass
class B(A, key="bee"): pass
print({k: v.__name__ for k, v in Plug.reg.items()})
try:
    class C(Plug, other=1): pass
except TypeError as e:
    print(e)
class G:
    def __class_getitem__(cls, item): return (cls.__name__, item)
class H(G): pass
print(G[int], H[1, 2], H["x":"y"])
try:
    G()[0]
except TypeError as e:
    print(e)
try:
    int[0]
except TypeError as e:
    print(e)
try:
    Plug[0]
except TypeError as e:
    print(e)
class New:
    def __new__(cls, v, **k):
        if v == 0: return "not an instance"
        self = super().__new__(cls)
        self.made = True
        return self
    def __init__(self, v, **k):
        self.v = v
print(New(0), New(1).v, New(1).made, New.__new__(New, 1).__dict__)
class Int(int):
    def __new__(cls, s): return super().__new__(cls, int(s) * 2)
    def __add__(self, o): return Int(int(self) + o)
print(Int("4"), Int(3) + 1, type(Int(3) + 1).__name__, type(Int(3) * 1).__name__)
class Tup(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    @property
    def first(self): return self[0]
print(Tup(1, 2), Tup(5, 6).first, len(Tup()), Tup(1) + (2,))
class Init:
    def __init__(self): return 5
try:
    Init()
except TypeError as e:
    print(e)
class Obj:
    def __init__(self, x): self.x = x
try:
    object.__new__(Obj, 1)
    print("fine")
    object.__new__(5)
except TypeError as e:
    print(e)
try:
    object.__new__(int)
except TypeError as e:
    print(e)
try:
    int.__new__(str, 1)
except TypeError as e:
    print(e)
class Callable_:
    def __call__(self, *a, **k): return a, k
    @staticmethod
    def st(): return "s"
c = Callable_()
print(c(1, x=2), callable(c), callable(Callable_), callable(5), callable(Obj))
class Cnt:
    n = 0
    def __init__(self): type(self).n += 1
class CntSub(Cnt): pass
Cnt(); CntSub(); CntSub()
print(Cnt.n, CntSub.n)
class Attr:
    def __getattr__(self, k):
        if k.startswith("x_"): return k[2:]
        raise AttributeError(f"custom {k}")
    def __dir__(self): return ["b", "a"]
a = Attr()
print(a.x_hello, hasattr(a, "y"), getattr(a, "y", None), dir(a))
try:
    a.nope
except AttributeError as e:
    print(e)
class Frozen:
    def __init__(self): object.__setattr__(self, "v", 1)
    def __setattr__(self, k, v): raise AttributeError(f"frozen {k}")
    def __delattr__(self, k): raise AttributeError(f"frozen del {k}")
f = Frozen()
for code in ["f.v = 2", "del f.v"]:
    try:
        exec(code)
    except AttributeError as e:
        print(e)
class GA:
    def __getattribute__(self, k):
        if k == "boom": raise AttributeError("boom")
        return object.__getattribute__(self, k)
    def __getattr__(self, k): return "ga " + k
print(GA().boom, GA().other)
class Mangle:
    __x = 1
    def __m(self): return self.__x
    def call(self): return self.__m()
    def __dunder__(self): return "d"
print(Mangle().call(), Mangle._Mangle__x, Mangle().__dunder__(), hasattr(Mangle, "__x"))
class _Under:
    __y = 2
    def f(self): 
        __loc = 3
        return list(locals())
print(_Under._Under__y, _Under().f())
print(Obj.__subclasses__(), [c.__name__ for c in Plug.__subclasses__()])
