# global, nonlocal, del, class scope, comprehension scope, builtins fallback.
x = 1
def rd(): return x
def wr():
    global x, brand_new
    x += 1
    brand_new = "made"
wr()
print(rd(), brand_new)
def dl():
    global brand_new
    del brand_new
dl()
try:
    brand_new
except NameError as e:
    print(e, e.name)
try:
    dl()
except NameError as e:
    print(e)
len_ = len
len = lambda v: "shadowed"
print(len([1]))
del len
print(len([1]))
try:
    del len
except NameError as e:
    print(e)
class C:
    x = 10
    y = [x for _ in range(1)]
    z = [i for i in range(x - 8)]
    w = lambda: x
    try:
        bad = [(lambda: z)() for _ in [0]]
    except NameError as e:
        err = str(e)
    global made_in_class
    made_in_class = 3
    del w
print(C.y, C.z, C.err, made_in_class, hasattr(C, "w"), hasattr(C, "made_in_class"))
def outer():
    x = "o"
    class D:
        print(x)
        x = "d"
        print(x)
        del x
        try:
            print(x)
        except NameError as e:
            print(e)
    def g():
        global x
        return x
    return g()
try:
    print(outer())
except NameError as e:
    print(e)
class E:
    print(x)
    x = "cls"
    def f(self): return x
print(E().f())
def a():
    v = 1
    def b():
        def c():
            nonlocal v
            v += 1
            del v
        c()
    b()
    try:
        return v
    except UnboundLocalError as e:
        return str(e)
print(a())
def loopvar():
    for i in range(3): pass
    [i for i in "abc"]
    return i
print(loopvar())
def empty():
    for i in []: pass
    return i
try:
    empty()
except UnboundLocalError as e:
    print(e)
def locs(a, *b, c=1, **d):
    e = a
    def f(): return e
    if False: g = 1
    return list(locals())
print(locs(1))
print(sorted(k for k in globals() if not k.startswith("_"))[:6])
exec("fromexec = x * 100")
print(fromexec)
ns = {}
exec("def q(): return zz\nzz = 5", ns)
print(ns["q"](), "__builtins__" in ns)
def local_exec():
    y = 1
    exec("y = 2; z = 3")
    return y, "z" in locals()
print(local_exec())
l = [1, 2, 3, 4, 5]
del l[1], l[-1]
d = {1: 2, 3: 4}
del d[1], (l[0])
print(l, d)
del [l, (d)]
print("l" in globals(), "d" in globals())
for code in ["def f():\n x = 1\n global x", "def f():\n print(x)\n global x", "def f(x):\n global x", "nonlocal x", "def f():\n nonlocal zzz", "def f(a):\n nonlocal a", "def f():\n global a\n nonlocal a", "class A:\n nonlocal q", "def f():\n  import x\n  global x", "def f(a, a): pass", "lambda a, a: 1", "def f():\n for i in []: pass\n global i", "del f()", "del 1", "del (a, b), [c]", "del a + b", "del *a", "del (a, *b)", "del None", "del a.b, c[0]", "global x, y", "def f():\n  x: int = 1\n  global x"]:
    try:
        compile(code, "s", "exec")
        print("ok", repr(code))
    except SyntaxError as e:
        print(repr(code), "->", e.msg, e.lineno, e.offset)
import builtins
builtins.injected = "from builtins"
print(injected)
del builtins.injected
__name__ = "renamed"
class M: pass
print(M.__module__)
