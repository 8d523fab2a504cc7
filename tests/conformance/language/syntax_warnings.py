# What the compiler warns of, on standard error: each place once, and the program runs.


def identity(a):
    if a is 1 or a is "x" or a is not ():
        return -1 is a, a is (1, (2, 3)), a is None, a is ..., a is True
    assert (a, "always true")
    return 1 if a else 0x1for a


def wrong(index):
    yield lambda: "text"(1)
    yield lambda: [[1, 2] [3, 4]]
    yield lambda: (1, 2)[None]
    yield lambda: f"{index}"["x"]
    yield lambda: [i for i in "ab"][1.0]
    yield lambda: {1}[0]
    yield lambda: (lambda: 0)[1]
    yield lambda: None()
    yield lambda: {1: 2}["x"]
    yield lambda: [1, 2][True]


print(identity(1), identity(None))
for make in wrong(0):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
print(eval("1 is 1"))
