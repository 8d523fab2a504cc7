import functools
log = []
def trace(label):
    log.append(f"make {label}")
    def deco(fn):
        log.append(f"apply {label} to {fn.__name__}")
        @functools.wraps(fn)
        def wrapper(*a, **k):
            log.append(f"call {label}")
            return fn(*a, **k)
        return wrapper
    return deco
@trace("outer")
@trace("inner")
def f(x):
    "doc"
    return x + 1
print(f(1), f.__name__, f.__doc__, f.__wrapped__.__name__, log)
def const(fn): return 42
@const
def g(): pass
print(g)
@(lambda c: type(c.__name__ + "X", (c,), {"extra": 1}))
class C:
    base = 1
print(C.__name__, C.extra, C.base)
decs = {"k": [lambda f: ("wrapped", f())]}
@decs["k"][0]
def h(): return "h"
print(h)
class Deco:
    def __init__(self, fn): self.fn, self.n = fn, 0
    def __call__(self, *a):
        self.n += 1
        return self.fn(*a)
    def __get__(self, o, c):
        return functools.partial(self, o) if o else self
@Deco
def counted(a): return a
counted(1); counted(2)
print(counted.n)
class K:
    @Deco
    def m(self, x): return type(self).__name__, x
    @classmethod
    @trace("cm")
    def cm(cls): return cls.__name__
    @staticmethod
    def sm(): return "sm"
    @property
    @functools.lru_cache
    def p(self): return "p"
    def local_deco(fn): return lambda self: "local " + fn(self)
    @local_deco
    def ld(self): return "ld"
print(K().m(5), K.cm(), K.sm(), K().p, K().ld(), K.m.n)
def registry():
    reg = {}
    def register(name=None):
        def deco(fn):
            reg[name or fn.__name__] = fn
            return fn
        return deco
    register.all = reg
    return register
reg = registry()
@reg()
def one(): return 1
@reg("two!")
def two(): return 2
print({k: v() for k, v in reg.all.items()})
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), fib.__wrapped__.__name__)
@functools.lru_cache(maxsize=2)
def sq(x):
    log.append(x)
    return x * x
log.clear()
print([sq(i) for i in (1, 2, 1, 3, 1, 2)], log, sq.cache_info(), sq.cache_parameters())
sq.cache_clear()
print(sq.cache_info())
try:
    sq([])
except TypeError as e:
    print(e)
@functools.singledispatch
def kind(x): return "object"
@kind.register
def _(x: int): return "int"
@kind.register(list)
@kind.register(tuple)
def _(x): return "seq"
@kind.register
def _(x: str | bytes): return "text"
print([kind(v) for v in (1, True, [], (), "a", b"", 1.5)], kind.dispatch(bool) is kind.dispatch(int))
class SD:
    @functools.singledispatchmethod
    def go(self, a): return "base"
    @go.register
    def _(self, a: int): return "int"
print(SD().go(1), SD().go(""))
def retry(times):
    def deco(fn):
        @functools.wraps(fn)
        def w(*a, **k):
            for i in range(times):
                try:
                    return fn(i, *a, **k)
                except ValueError as e:
                    last = e
            raise RuntimeError("gave up") from last
        return w
    return deco
@retry(3)
def flaky(i, lim):
    if i < lim: raise ValueError(i)
    return f"ok at {i}"
print(flaky(2))
try:
    flaky(9)
except RuntimeError as e:
    print(e, repr(e.__cause__))
try:
    @5
    def x(): pass
except TypeError as e:
    print(e)
@(lambda fn: print(fn.__name__))
def printed(): pass
print(printed)
