print((lambda: 1)(), (lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda a, /, b, *, c=3: (a, b, c))(1, b=2), (lambda x: lambda y: x + y)(1)(2), [f(3) for f in (lambda x: x, lambda x: x * x)])
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(10), sorted("bca", key=lambda c: -ord(c)), (lambda: (yield))().__class__.__name__, (lambda x=[]: x.append(1) or x)(), max([1, 5, 3], key=lambda v: v % 5))
f = lambda x: x
f.__name__ = "named"; print(f.__name__, f.__qualname__, f.__defaults__, f.__code__.co_name, f.__code__.co_argcount)
Y = lambda g: (lambda x: x(x))(lambda x: g(lambda *a: x(x)(*a)))
print(Y(lambda self: lambda n: n if n < 2 else self(n - 1) + self(n - 2))(15))
def ops(): return {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "max": max}
print({k: fn(5, 3) for k, fn in ops().items()}, (lambda a, b: (b, a))(*"xy"), (lambda: None)() is None, (lambda x: (x, x := 5, x))(1))
class C:
    m = lambda self, k=2: k * self.v
    v = 4
print(C().m(), C().m(k=3), C.m.__qualname__)
from functools import reduce, partial
print(reduce(lambda a, b: a * b, range(1, 6)), list(map(lambda p: p[0] + p[1], zip([1, 2], [3, 4]))), partial(lambda a, b, c: (a, b, c), 1, c=3)(2), list(filter(lambda s: s and s[0] == "a", ["ab", "", "ba"])))
try:
    (lambda a: a)()
except TypeError as e:
    print(e)
try:
    (lambda: undefined_)()
except NameError as e:
    print(e)
print([*map(lambda i: (lambda: i)(), range(3))], (lambda a=1, *b, c, **d: (a, b, c, d))(c=0, z=1), (lambda s: f"{s!r:>6}")("q"), not (lambda: 0)(), (lambda x: x if x else "else")(0))
