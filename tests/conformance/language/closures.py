# Closures: cells are shared, late bound, and survive their frame.
def counter(start=0):
    n = start
    def up(by=1):
        nonlocal n
        n += by
        return n
    def peek():
        return n
    def reset():
        nonlocal n
        n = start
    return up, peek, reset

up, peek, reset = counter(10)
print(up(), up(5), peek())
reset()
print(peek())

late = [lambda: i for i in range(3)]
print([f() for f in late])
early = [lambda i=i: i for i in range(3)]
print([f() for f in early])

def deep():
    x = "deep"
    def a():
        def b():
            def c():
                return x
            return c
        return b
    return a()()()
print(deep())

def rebind():
    fs = []
    for k in "abc":
        def f():
            return k
        fs.append(f)
    return [f() for f in fs]
print(rebind())

def unbound():
    def inner():
        return later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    later = 3
    print(inner())
    del later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
unbound()

def local_unbound(flag):
    if flag:
        v = 1
    return v
print(local_unbound(True))
try:
    local_unbound(False)
except UnboundLocalError as e:
    print(e)

def make():
    total = 0
    class Acc:
        nonlocal total
        total = 5
        def add(self, n):
            nonlocal total
            total += n
            return total
    return Acc(), lambda: total
acc, see = make()
print(acc.add(2), acc.add(3), see())

f = make()[1]
print(f.__code__.co_freevars, f.__closure__[0].cell_contents)
print(counter.__closure__)

x = "global"
def shadow():
    x = "outer"
    class C:
        x = "class"
        def m(self):
            return x
        y = [x for _ in range(1)]
    return C().m(), C.x, C.y
print(shadow())

class Peculiar:
    x = x + "!"
print(Peculiar.x)

def params(a, b=2, *args, c, **kw):
    def show():
        return a, b, args, c, kw
    a += 1
    kw["z"] = 0
    return show
print(params(1, 3, 4, c=5, d=6)())

def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact
print(recursive()(20))

def gen_closure():
    for i in range(3):
        yield lambda: i
fs = list(gen_closure())
print([f() for f in fs])
g = gen_closure()
print(next(g)(), next(g)())

def compose(*fns):
    def run(v):
        for fn in fns:
            v = fn(v)
        return v
    return run
print(compose(lambda v: v + 1, str, lambda s: s * 3)(41))
