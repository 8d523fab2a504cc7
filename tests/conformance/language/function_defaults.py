# Defaults are evaluated once, at definition, left to right.
log = []
def note(v):
    log.append(v)
    return v

def f(a=note("a"), b=note("b"), *, k=note("k")):
    return a, b, k
print(log, f(), f(1), f(k=2))
print(f.__defaults__, f.__kwdefaults__)

def bucket(x, seen=[]):
    seen.append(x)
    return seen
print(bucket(1), bucket(2), bucket(3, []), bucket(4))
bucket.__defaults__ = ([9],)
print(bucket(5))
f.__defaults__ = None
try:
    f()
except TypeError as e:
    print(e)
f.__kwdefaults__ = {"k": "new"}
print(f(1, 2))
f.__kwdefaults__ = None
try:
    f(1, 2)
except TypeError as e:
    print(e)

i = 5
def late(arg=i):
    return arg
i = 6
print(late())

def none_default(items=None):
    items = [] if items is None else items
    items.append(0)
    return items
print(none_default(), none_default())

class K:
    size = 3
    def grid(self, n=size):
        return n
    size = 4
print(K().grid(), K.size)

print((lambda x, y=2, *z, w=4, **q: (x, y, z, w, q))(1, 3, 5, w=6, v=7))
def chain(a, b=(lambda: 7)(), c=[n * n for n in range(3)]):
    return a + b, c
print(chain(1))
def dec(fn):
    log.append("dec " + fn.__name__)
    return fn
log.clear()
@dec
@(lambda fn: (log.append("inner"), fn)[1])
def g(x=note("default")):
    pass
print(log)
print(f.__name__, f.__qualname__, K.grid.__qualname__, chain.__qualname__, (lambda: 0).__name__)
f.__name__ = "renamed"
try:
    f(1, 2, 3)
except TypeError as e:
    print(e)
f.__qualname__ = "Other.name"
try:
    f(1, 2, 3)
except TypeError as e:
    print(e)
f.extra = 1
print(f.__dict__, f.extra)
try:
    f.nothing
except AttributeError as e:
    print(e)
f.__doc__ = "text"
print(f.__doc__, g.__doc__, f.__module__)
