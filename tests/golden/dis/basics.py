def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def loop(xs, k):
    total = 0
    for i, x in enumerate(xs):
        if x is None or i > k:
            continue
        if x in (1, 2, 3):
            break
        total += x * 2
    else:
        total = -1
    while total and not k:
        total -= 1
    return [y for y in xs if y != k]


class A(Base, key=1):
    """Text."""

    field: int = 3

    def __init__(self, a, *args, b=2, **kw):
        super().__init__(a)
        self.__p = a.method(b, *args, **kw)

    def outer(self):
        n = 0

        def inner():
            nonlocal n
            n += 1
            return n

        return inner
