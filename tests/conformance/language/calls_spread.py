# Calls with * and **: what is taken over as it is, what is copied, and what is refused.
from collections import OrderedDict, UserDict


def show(*args, **kwargs):
    return args, kwargs


given = (1, 2)
args, kwargs = show(*given)
print(args == given, kwargs)

source = {"a": 1, "b": 2}
_, kwargs = show(**source)
kwargs["c"] = 3
print(source, kwargs)
_, kwargs = show(x=0, **source, y=9, **{"z": 8})
print(kwargs)
print(show(*[], **{}), show(*"ab", **OrderedDict(k=1)), show(*{1: 2}, **UserDict(u=1)))
print(show(*(i for i in range(3))), show(*range(2), *[5], 6), show(0, *given, **source))


class Pair(tuple):
    def __iter__(self):
        return iter(("from", "iter"))


class Keys:
    def keys(self):
        return ["k1", "k2"]

    def __getitem__(self, key):
        return key.upper()


print(show(*Pair((1, 2)), **Keys()))


def decorated(fn):
    def inner(*args, **kwargs):
        return fn(*args, **kwargs)
    return inner


@decorated
def target(a, b=2, *rest, c=3, **more):
    return a, b, rest, c, more


print(target(1), target(1, c=4), target(1, 2, 3, c=5, d=6))


class WithSub(dict):
    def keys(self):
        print("keys asked")
        return super().keys()


print(show(**WithSub(q=1)))


def attempt(call):
    try:
        print(call())
    except TypeError as error:
        print("TypeError:", error)


attempt(lambda: show(**{1: 2}))
attempt(lambda: show(**{"a": 1}, **{1: 2}))
attempt(lambda: show(a=1, **{"a": 2}))
attempt(lambda: show(**{"a": 1}, **{"b": 2, "a": 3}))
attempt(lambda: show(*5))
attempt(lambda: show(**5))
attempt(lambda: show(*None))
attempt(lambda: target())
attempt(lambda: target(1, **{"a": 2}))
attempt(lambda: print(*1))
attempt(lambda: len(**{"x": 1}))
attempt(lambda: dict(**{"x": 1}, **{"y": 2}))
attempt(lambda: dict(**{"x": 1}, x=1))


class Loud:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        print("eq", self.name)
        return isinstance(other, Loud) and self.name == other.name

    def __hash__(self):
        return 7


one, two = Loud("one"), Loud("two")
print(list({**{one: 1, "s": 0}, **{two: 2, "s": 3}}.values()))
print({**source, **{"b": 5, "c": 6}}, {**{}, **source}, {"z": 1, **source, **{}})
shared = {**source}
shared["new"] = 1
print(source)
