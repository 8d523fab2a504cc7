class A:
    x = 1
    def __init__(self): self.y = 2
    def m(self): pass
a = A()
print(getattr(a, "x"), getattr(a, "z", "d"), hasattr(a, "y"), hasattr(a, "q"), setattr(a, "new", 5), a.new, delattr(a, "new"), hasattr(a, "new"), vars(a), vars(A)["x"], sorted(k for k in dir(a) if not k.startswith("__")), sorted(k for k in dir(A) if not k.startswith("__")))
setattr(a, "not an identifier", 1); print(getattr(a, "not an identifier"), vars(a))
def attempt(code):
    try:
        print(code, "=>", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["getattr(a, 'zz')", "getattr(a, 5)", "getattr(a)", "setattr(a, 5, 1)", "delattr(a, 'zz')", "delattr(a, 'x')", "hasattr(a, 5)", "vars(5)", "vars(1, 2)", "(5).foo", "'s'.foo", "[].foo", "{}.foo", "None.foo", "len.foo", "A.foo", "A().foo", "A.m.foo", "A().m.foo", "(lambda: 0).foo", "type.foo", "object.foo", "(x for x in []).foo", "range(1).foo", "ValueError().foo", "setattr(5, 'a', 1)", "setattr('s', 'a', 1)", "setattr(len, 'a', 1)", "setattr(int, 'a', 1)", "setattr(object(), 'a', 1)", "setattr(a.m, 'q', 1)", "delattr(5, 'real')", "setattr(5, 'real', 1)", "setattr([], 'append', 1)", "a.m.__self__ is a", "a.m.__func__ is A.m", "A.__dict__['x']", "type(A.__dict__).__name__", "A.__name__", "A.__module__", "a.__class__.__name__", "A.__bases__", "a.__dict__", "int.__dict__['real'].__class__.__name__", "sorted(dir())[:3]", "len(dir([])) > 30", "'append' in dir([])", "dir(5) == dir(int) or True", "type(dir()).__name__", "getattr(int, 'mro')()", "getattr(a, '__class__') is A", "A.__qualname__", "A.__doc__", "a.__doc__", "a.__module__", "A.__init__.__name__", "A.__mro__", "A.__base__", "hasattr(A, '__abstractmethods__')", "A.__abstractmethods__", "A.__weakref__ is not None", "len.__name__", "len.__self__ is not None", "len.__module__", "[].append.__name__", "[].append.__self__", "list.append.__name__", "list.append.__qualname__", "[].append.__qualname__", "int.__add__.__name__", "(5).__add__.__self__", "print.__doc__ is not None", "len.__call__('ab')", "A.__call__().y", "type(len).__name__", "type(list.append).__name__", "type([].append).__name__", "type(int.__add__).__name__", "type((1).__add__).__name__", "type(A.m).__name__", "type(a.m).__name__", "type(A).__name__", "type(int.real).__name__", "type(dict.fromkeys).__name__", "repr(len)", "repr(int.__add__)", "repr(list.append)", "repr(int.real)", "str(A)", "repr(type(None))", "A.m.__qualname__", "A.m.__code__.co_varnames", "A.m.__code__.co_argcount", "A.m.__globals__ is globals()"]:
    attempt(code)
try:
    A.__dict__["x"] = 5
except TypeError as e:
    print(e)
class G:
    def __getattr__(self, n):
        if n == "boom": raise ValueError("boom")
        if n.startswith("__"): raise AttributeError(n)
        return f"<{n}>"
g = G(); print(g.anything, getattr(g, "q"), hasattr(g, "whatever"))
try:
    hasattr(g, "boom")
except ValueError as e:
    print("hasattr lets through", e)
class Dirs:
    def __dir__(self): return ["z", "a", "m"]
class BadDir:
    def __dir__(self): return 5
print(dir(Dirs()))
try:
    dir(BadDir())
except TypeError as e:
    print(e)
def f():
    b = 1; a = 2
    return dir(), sorted(vars()), locals()
print(f())
class Class_:
    v = 1
    print(sorted(k for k in locals() if not k.startswith("__")), sorted(k for k in dir() if not k.startswith("__")))
def fn(): "doc"
fn.a = 1; fn.b = [2]
print(vars(fn), fn.__dict__ is vars(fn), hasattr(fn, "a"), fn.__name__, fn.__doc__)
del fn.a
print(fn.__dict__)
import types
ns = types.SimpleNamespace(a=1, b="x"); ns.c = 3; print(ns, vars(ns), ns == types.SimpleNamespace(a=1, b="x", c=3)); del ns.a; print(ns)
mod = types.ModuleType("m", "doc"); mod.x = 5; print(mod, mod.__name__, mod.__doc__, mod.x)
try:
    mod.zz
except AttributeError as e:
    print(e)
import math
for code in ["math.nope", "math.pii", "import_error"]:
    attempt(code)
try:
    from sys import nope
except ImportError as e:
    print(e, e.name)
try:
    import no_such_module
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    import math.sub
except ModuleNotFoundError as e:
    print(e)
