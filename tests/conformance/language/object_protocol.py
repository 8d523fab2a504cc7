# The special methods, descriptors and subclasses of builtin types, in depth.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Log:
    def __getattribute__(s, n): print("ga", n); return super().__getattribute__(n)
    def __getattr__(s, n): print("gattr", n); return 42
    def __setattr__(s, n, v): print("sa", n, v); super().__setattr__(n, v)
    def __delattr__(s, n): print("da", n); super().__delattr__(n)
    def m(s): return s.x
l = Log(); l.x = 1; print(l.x, l.nope, l.m()); del l.x; t(lambda: hasattr(l, "q")); t(lambda: getattr(l, "z", 3))
class Cont:
    def __init__(s): s.d = {}
    def __getitem__(s, k): return ("get", k)
    def __setitem__(s, k, v): print("set", k, v)
    def __delitem__(s, k): print("del", k)
    def __contains__(s, k): print("in", k); return k
    def __len__(s): return 3
    def __iter__(s): yield from (1, 2)
    def __reversed__(s): return iter("rev")
    def __missing__(s, k): return "missing"
    def __length_hint__(s): return 10
c = Cont()
print(c[1], c[1:2], c[1:2:3, ...], c[::], c[()], c[1, 2], c[-1:]); c[0] = 1; c[1:2] = 3; c[1, 2] = 4; del c[0]; del c[:]; print(1 in c, 0 in c, "" not in c, len(c), list(c), list(reversed(c)), [*c], bool(c))
class Num:
    def __init__(s, v): s.v = v
    def __repr__(s): return f"N{s.v}"
for op, sym in [("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("floordiv", "//"), ("mod", "%"), ("pow", "**"), ("matmul", "@"), ("and", "&"), ("or", "|"), ("xor", "^"), ("lshift", "<<"), ("rshift", ">>")]:
    setattr(Num, f"__{op}__", lambda s, o, sym=sym: f"{s}{sym}{o}")
    setattr(Num, f"__r{op}__", lambda s, o, sym=sym: f"r{o}{sym}{s}")
    setattr(Num, f"__i{op}__", lambda s, o, sym=sym: Num(f"({s.v}{sym}={o})"))
n = Num(1)
for sym in "+ - * / // % ** @ & | ^ << >>".split():
    print(eval(f"n {sym} 2"), eval(f"2 {sym} n"), end=" ")
    ns = {"n": n}; exec(f"n {sym}= 3", ns); print(ns["n"], end="; ")
print(divmod(7.5, 2), pow(2, 10, 1000), pow(3, -1, 7))
class Cmp:
    def __init__(s, v): s.v = v
    def __eq__(s, o): print("eq", s.v, getattr(o, "v", o)); return NotImplemented
    def __lt__(s, o): print("lt"); return NotImplemented
    def __gt__(s, o): print("gt"); return "gt!"
t(lambda: Cmp(1) == Cmp(2)); t(lambda: Cmp(1) != 3); t(lambda: Cmp(1) < Cmp(2)); t(lambda: Cmp(1) <= Cmp(2)); t(lambda: 5 < Cmp(1)); t(lambda: hash(Cmp(1))); t(lambda: {Cmp(1)})
class Sub(Num): 
    def __radd__(s, o): return "sub radd"
print(Num(1) + Sub(2), Sub(1) + Num(2), 1 + Sub(2))
class Call:
    def __call__(s, *a, **k): return a, k
print(Call()(1, x=2), callable(Call()), callable(Num), callable(5), callable(len))
class CM:
    def __init__(s, n, sup=False): s.n, s.sup = n, sup
    def __enter__(s): print("enter", s.n); return s
    def __exit__(s, t, v, tb): print("exit", s.n, t and t.__name__, v); return s.sup
with CM(1) as a, CM(2, True) as b: raise ValueError("x")
with (CM(3) as a, CM(4)): print(a.n)
t(lambda: exec("with CM(5): 1/0", {"CM": CM}))
class Slots:
    __slots__ = ("a", "_b", "__c")
    def __init__(s): s.a = 1; s.__c = 3
s = Slots(); print(s.a, s._Slots__c); t(lambda: s._b); t(lambda: setattr(s, "z", 1)); t(lambda: s.__dict__); del s.a; t(lambda: s.a)
class Child(Slots): pass
ch = Child(); ch.z = 5; print(ch.__dict__, Child.__slots__ if "__slots__" in Child.__dict__ else "inherits")
class P:
    x = property(lambda s: 1)
    @property
    def y(s): "doc y"; return s._y
    @y.setter
    def y(s, v): s._y = v
    @y.deleter
    def y(s): print("del y"); del s._y
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def st(a=1): return a
p = P(); p.y = 5; print(p.x, p.y, P.y.__doc__, P.c(), p.c(), P.st(), p.st(2), P.y.fget.__name__); del p.y; t(lambda: p.y); t(lambda: setattr(p, "x", 1)); t(lambda: delattr(p, "x"))
def inner():
    class L:
        @property
        def ro(self): return 1
    return L()
t(lambda: setattr(inner(), "ro", 1)); t(lambda: delattr(inner(), "ro"))
class PS(property):
    "class doc"
class UsesPS:
    @PS
    def v(self): "getter doc"; return 7
    @v.setter
    def v(self, x): print("ps set", x)
print(type(UsesPS.__dict__["v"]).__name__, UsesPS.v.__doc__, UsesPS().v); UsesPS().v = 3
class Meta(type):
    @property
    def mp(cls): return "meta prop " + cls.__name__
    def mm(cls): return "meta method"
    @classmethod
    def mc(mcs): return mcs.__name__
class WithMeta(metaclass=Meta): pass
print(WithMeta.mp, WithMeta.mm(), WithMeta.mc()); t(lambda: WithMeta().mp)
class Enter:
    def __init_subclass__(cls, **k): print("sub", cls.__name__, k)
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
class E2(Enter, flag=1): pass
print(E2[int], Enter["x"])
print([c.__name__ for c in type("D", (type("B", (type("A", (), {}),), {}), type("C", (object,), {})), {}).__mro__])
class Bool:
    def __bool__(s): print("bool"); return False
print(not Bool(), Bool() and 1 or 2, [1 for _ in [0] if Bool()], bool(Bool()))
class Str(str):
    def __str__(s): return "str!"
    def __format__(s, f): return f"fmt {f}"
    def __repr__(s): return "rep"
x = Str("abc"); print(x, f"{x}", f"{x!s}", f"{x!r:>5}", "%s" % x, "{:>5}".format(x), [x], x + "d", x.upper(), type(x + "").__name__, x == "abc", hash(x) == hash("abc"), {x: 1}["abc"])
class Int(int):
    def __add__(s, o): return "added"
    def __index__(s): return 1
print(Int(5) + 1, 1 + Int(5), [1, 2, 3][Int(2)], Int(5) * 2, type(Int(5) * 2).__name__, range(Int(3)), f"{Int(255):x}", int(Int(7)), Int("12"), Int(3).bit_length(), sum([Int(1), 2]))
class D(dict):
    def __missing__(s, k): return f"miss {k}"
    def __getitem__(s, k): return "gi " + str(super().__getitem__(k))
d = D(a=1); print(d["a"], d["zz"], d.get("zz"), "{a} {q}".format_map(d), "%(a)s %(w)s" % d, {**d}, dict(d), d.copy().__class__.__name__, d | {"b": 2}, type(d | {}).__name__)
class Lst(list):
    def __iter__(s): return iter("xyz")
    def __len__(s): return 99
ll = Lst([1, 2]); print(list(ll), [*ll], tuple(ll), len(ll), ll == [1, 2], ll + [3], ll[0], sorted(ll), max(ll), bool(Lst()), repr(ll), sum(Lst([1]), "") if 0 else "", "".join(ll), dict.fromkeys(ll), set(ll) == set("xyz"))
import copy
class Cp:
    def __init__(s): s.a = [1]
    def __copy__(s): return "copied"
    def __deepcopy__(s, memo): return "deep"
print(copy.copy(Cp()), copy.deepcopy(Cp()), copy.deepcopy([Cp(), {1: [2]}]))
class Hash:
    def __hash__(s): return 2**64 + 5
    def __eq__(s, o): return True
print(hash(Hash()), len({Hash(), Hash()}), Hash() in {Hash(): 1}, hash(2**61 - 1), hash(-1), hash(1.5), hash(True), hash((1, 2)), hash(None) == hash(None), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
