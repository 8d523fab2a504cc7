# What a dump must bring back: values of all sorts, at a call in the module's own code.
class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def counter(n):
    for i in range(n):
        yield i * 2


numbers = [1, -1, 1 << 80, 0.1, 1e300, 2j, True, None, ...]
texts = ["", "a", "text", "é", "\u4e00", "\U0001f600", b"bytes"]
nested = {"list": [1, [2]], ("t", 1): {"s", "t"}, 3: frozenset([4])}
point = Point(1, "two")
steps = counter(4)
next(steps)
closure = (lambda n: lambda: n + 1)(5)
print(get("answer"), numbers, texts, nested["list"], sorted(nested[("t", 1)]), point.x, point.y, list(steps), closure())
