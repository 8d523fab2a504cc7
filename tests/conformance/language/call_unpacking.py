# Order and meaning of * and ** in calls and displays.
def show(*a, **k):
    return a, k
log = []
def n(x):
    log.append(x)
    return x
print(show(*[1, 2], 3, *(4,), k=5, **{"m": 6}, z=7))
print(show(*"ab", x=1, *"cd", **{}))
print(show(n(1), *n([2]), k=n(3), **n({"j": 4})), log)
print([*range(3), *"ab", 9], (*[1], *[2]), {*[1, 2], 2, *[3]}, {**{"a": 1}, "b": 2, **{"a": 3}})
print([*[]], (*[],), {*()}, {**{}})
d = {"a": 1, **{"b": 2, "a": 5}, "c": 3}
print(d, list(d))
class Map:
    def keys(self):
        return ["p", "q"]
    def __getitem__(self, key):
        return key * 2
print(show(**Map()), {**Map()}, dict(Map()))
class It:
    def __init__(self, n): self.n = n
    def __iter__(self):
        return iter(range(self.n))
print(show(*It(3)), [*It(2), *It(1)])
class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * i
print([*Old()], show(*Old()))
def g():
    yield 1
    yield 2
print(show(*g(), *g()))
def attempt(fn):
    try:
        print(fn())
    except TypeError as e:
        print(type(e).__name__, e)
attempt(lambda: [*5])
attempt(lambda: {**5})
attempt(lambda: {**[1]})
attempt(lambda: {*None})
attempt(lambda: (*1,))
attempt(lambda: show(**{"a": 1}, **{"a": 2}))
attempt(lambda: show(a=1, **{"a": 2}))
attempt(lambda: show(**{1: 2}))
attempt(lambda: show(*1))
attempt(lambda: {**{[]: 1}})
attempt(lambda: max(*[1, 2], **{"foo": 3}))
attempt(lambda: {1: 2, **{(): 3}})
a, *b = show(*[1], *[2, 3])[0]
print(a, b)
print(*[1, 2, 3], sep="-")
print(*(), end="<\n")
print(dict(**{"x": 1}, y=2), dict([("a", 1)], b=2), dict({"q": 1}, **{"w b": 2}))
def returns():
    return *[1, 2], 3
print(returns())
def yields():
    x = yield *[1, 2], 3
print(next(yields()))
for x in *[1, 2], 3:
    print(x, end=" ")
print()
t = 1, *[2]
print(t, {}[1:2] if False else [0, 1, 2][slice(*[1, 3])])
class Sub:
    def __getitem__(self, k): return k
print(Sub()[*[1, 2], 3], Sub()[*[1]], Sub()[1:2, *[3]])
