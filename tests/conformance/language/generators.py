def g():
    try:
        x = yield 1
        print("got", x)
        y = yield x
        print("got", y)
    except ValueError as e:
        print("caught", e)
        z = yield "recovered"
        print("z", z)
    finally:
        print("cleanup")
    return "result"
it = g()
print(next(it), it.send("a"), end="; ")
try:
    it.send("b")
except StopIteration as e:
    print(repr(e), e.value)
it = g()
next(it)
print(it.throw(ValueError("bad")))
try:
    it.send(3)
except StopIteration as e:
    print(e.value)
it = g()
next(it)
print(it.close())
try:
    next(it)
except StopIteration as e:
    print("exhausted", e.value)
it = g()
print(it.close())
it = g()
try:
    it.send(5)
except TypeError as e:
    print(e)
try:
    it.throw(KeyError("early"))
except KeyError as e:
    print(repr(e))
print(list(it))
def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("no")
            yield 2
it = stubborn(); next(it)
try:
    it.close()
except RuntimeError as e:
    print(e)
def returns_in_close():
    try:
        yield
    except GeneratorExit:
        return "closed value"
it = returns_in_close(); next(it); print(it.close())
def raises_in_close():
    try:
        yield
    finally:
        raise KeyError("fin")
it = raises_in_close(); next(it)
try:
    it.close()
except KeyError as e:
    print(repr(e), repr(e.__context__))
def re_enter():
    yield next(me)
me = re_enter()
try:
    next(me)
except ValueError as e:
    print(e)
def stops():
    yield 1
    raise StopIteration("inner")
it = stops(); next(it)
try:
    next(it)
except RuntimeError as e:
    print(e, repr(e.__cause__))
def inner():
    try:
        r = yield "i1"
        print("inner got", r)
        yield "i2"
    except KeyError as e:
        print("inner caught", repr(e))
        yield "i3"
    return "inner result"
def outer():
    v = yield from inner()
    print("v =", v)
    w = yield from [10, 20]
    print("w =", w)
    yield from "z"
    return (yield from ())
o = outer()
print(next(o), o.send("s"), o.throw(KeyError("k")), list(o))
o = outer(); next(o); o.close(); print(o.gi_frame, o.gi_running, o.gi_yieldfrom)
class It:
    def __iter__(self): return self
    def __next__(self): return 5
def yf(x): yield from x
y = yf(It())
print(next(y))
try:
    y.send(3)
except AttributeError as e:
    print(e)
y = yf(It()); next(y)
try:
    y.throw(ValueError("direct"))
except ValueError as e:
    print(e)
try:
    next(yf(5))
except TypeError as e:
    print(e)
class WithThrow(It):
    def throw(self, *a): return ("thrown", a)
    def send(self, v): return ("sent", v)
    def close(self): print("closed")
y = yf(WithThrow()); next(y)
print(y.send(1), y.throw(ValueError("q"))[0]); y.close()
for args in [(5,), ("x",), (ValueError, ValueError("a")), (ValueError(1), 5), (int,)]:
    it = g(); next(it)
    try:
        print(it.throw(*args))
    except Exception as e:
        print(type(e).__name__, e)
    it.close()
gen = (i * j for i in range(3) for j in range(i) if i != j)
print(type(gen).__name__, list(gen), list(gen))
data = [1, 2, 3]
lazy = (x for x in data if x > lim)
lim = 1
data = [7]
print(list(lazy))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
from itertools import islice, takewhile
print(list(islice(fib(), 15)), sum(takewhile(lambda x: x < 1000, fib())))
def tree(t):
    if t:
        l, v, r = t
        yield from tree(l)
        yield v
        yield from tree(r)
print(list(tree((((), 1, ()), 2, ((), 3, ())))))
def lazyexc():
    raise ValueError("at first next")
    yield
q = lazyexc()
try:
    next(q)
except ValueError as e:
    print(e, list(q))
def ret_gen():
    return 5
    yield
try:
    next(ret_gen())
except StopIteration as e:
    print(e.value, e.args)
print([*map(lambda f: f(), [lambda: (yield)])][0].__class__.__name__)
def exprs():
    a = [(yield 1), (yield 2)]
    b = {(yield 3): (yield 4)}
    return a, b, (lambda: 0)() if (yield) else (yield 6)
e = exprs()
out = [next(e)]
try:
    for i in range(9): out.append(e.send(i))
except StopIteration as s:
    print(out, s.value)
print(g.__name__, it.__name__, gen.__name__, gen.__qualname__)
