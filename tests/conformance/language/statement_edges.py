# Statements, scopes, iteration, exec and numbers at their edges.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
x = "global"
def f():
    x = "local"
    class C:
        y = x
        x = "class"
        def g(self): return x
        z = [x for _ in range(1)]
        w = (lambda: x)()
    return C.y if 0 else C.x, C().g(), C.z, C.w
t(f)
def g():
    def inner():
        nonlocal v
        v += 1
        return v
    v = 0
    inner(); inner()
    return v, inner.__closure__[0].cell_contents, inner.__code__.co_freevars
t(g)
fs = [lambda: i for i in range(3)]; print([h() for h in fs]); fs = [lambda i=i: i for i in range(3)]; print([h() for h in fs])
def gen():
    try:
        got = yield 1
        while got: got = yield got * 2
    except GeneratorExit: print("exit"); raise
    finally: print("fin")
q = gen(); print(next(q), q.send(5), q.send(6)); q.close()
def ctrl():
    out = []
    for i in range(5):
        if i == 1: continue
        if i == 4: break
        out.append(i)
    else: out.append("else")
    while out and out[-1] > 2: out.pop()
    else: out.append("welse")
    for _ in []: pass
    else: out.append("felse")
    return out
t(ctrl)
def trys():
    out = []
    for k in range(4):
        try:
            if k == 0: raise KeyError
            if k == 1: raise ValueError("v")
            if k == 2: continue
            out.append("body")
        except KeyError: out.append("ke")
        except (ValueError, TypeError) as e: out.append(str(e))
        else: out.append("else")
        finally: out.append(f"f{k}")
    return out
t(trys)
def ret_order():
    def a(): print("a"); return 1
    def b(): print("b"); return 2
    d = {}
    d[a()] = b()
    l = [0, 0]; i = 0
    i, l[i] = 1, 5
    return d, l, i
t(ret_order)
def star(*args, **kw): return args, kw
print(star(*[1], 2, *(3, 4), a=1, **{"b": 2}, c=3), star(*"ab", *range(2)), (lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, 3, c=4, e=5))
ns = {}; exec("import math as m, os.path\nfrom collections import deque as dq\nz = m.floor(2.5)\ndef fn(): return z\nclass K: v = z", ns); print(ns["z"], ns["fn"](), ns["K"].v, sorted(k for k in ns if not k.startswith("__")))
print(eval("[a for a in range(n) if a % 2]", {"n": 6}), eval("lambda: q", {"q": 7})(), eval("__name__") == __name__, eval("x", {"x": 1}, {"x": 2}))
t(lambda: eval("a; b")); t(lambda: eval("x = 1")); t(lambda: exec("return 1")); t(lambda: eval("len([1,2])", {"__builtins__": {}})); t(lambda: eval("y", {})); t(lambda: exec("def f():\n  yield\n  return 5\nprint(list(f()))"))
a = b = [1]; a += [2]; print(b, a is b); a = a + [3]; print(b); s = t1 = "x"; s += "y"; print(t1); tup = ([1],)
try: tup[0] += [2]
except TypeError as e: print(e, tup)
del a, b
t(lambda: a)
class Iter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(Iter()), sum(Iter()), max(Iter()), [*Iter()], dict(zip(Iter(), Iter())), list(map(str, Iter())), list(filter(lambda v: v % 2, Iter())), list(enumerate(Iter(), 5)), sorted(Iter(), reverse=True), "".join(map(str, Iter())), 2 in Iter(), list(zip(Iter(), "ab")), [p for p in Iter() if p > 1], tuple(Iter()), set(Iter()), any(Iter()), list(iter(Iter().__next__, 3)))
first, *mid, last = Iter(); print(first, mid, last)
for (i, j), k in [((1, 2), 3)]: print(i, j, k)
for i, *r in [(1, 2, 3), "ab"]: print(i, r)
print([(i, j) for i in range(3) for j in range(i) if (i + j) % 2], {i: j for i, j in zip("ab", (1, 2))}, {c for c in "aab"} == {"a", "b"}, sum(i * i for i in range(4)), [[y for y in range(x)] for x in range(3)], [x if x else "z" for x in [0, 1]])
if (m := 10) > 5 and (k := m - 5): print(m, k)
print([last := v for v in range(3)], last)
while (chunk := Iter().__next__()) != 1: pass
print(chunk)
print(1 if True else 2 if False else 3, True and [] or "d", not [], None or 0 or "", 0 and x, 1 < 2 != 3, (1, 2) < (1, 2, 0), [1] == [True], "a" < "b" < "c")
try:
    try: raise ValueError("a")
    except ValueError as e: raise TypeError("b") from e
except TypeError as e: print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try: e
except NameError as err: print(err)
def ff(): 
    "doc"
    return ff.__doc__, ff.__name__, ff.__qualname__, ff.__module__, ff.__defaults__, ff.__kwdefaults__, ff.__dict__, ff.__annotations__
print(ff()); ff.attr = 1; print(ff.__dict__)
def outer():
    def inner(a, b=[], *, c={}): b.append(a); return b
    return inner
w = outer(); print(w(1), w(2), w.__qualname__, w.__defaults__, w.__kwdefaults__)
assert (1, "tuple always true"); print("assert ok")
import sys; print(sys._getframe().f_code.co_name, sys.exc_info(), __name__, type(__builtins__).__name__)
lam = lambda *a, **k: (a, k); print(lam.__name__, lam(1, x=2))
print(*(i for i in range(3)), sep="-", end="!\n"); print(); print(None, True, 1.0, [None], sep=""); print("a", "b", sep="\n"); print(end="")
print(f"{3.0}", 1e16, 1e15, 123456789.123, 1e-5, 0.0001, 1/3, 2**0.5, -0.0, 1e22, 1e21, float(10**25), 5e-324, 1.7976931348623157e308, 100.0, 1e2)
print(10**20, -7 // 2, -7 % 2, 7 % -2, divmod(-7, 2), int(-3.7), round(2.5), round(3.5), round(-2.5), round(1.005, 2), round(1234, -2), round(2.675, 2), int("0b11", 0), int("ff", 16), int("-0x1f", 16), 0o17, hash(1) == hash(1.0))
print("a%sb%dc%r" % ("x", 5, "y"), "{0}{1}{0}".format(1, 2), "{:>10}|{:<5}|{:^7}|".format("r", "l", "c"), "{:,}".format(1234567), "{:.3e}".format(12345.678), "{:08.3f}".format(3.14159), "{:+d}".format(5), "{:#x}".format(255), "{:b}".format(10), "{:%}".format(0.25))
