# A copy of an iterator leaves the iterator where it is, and goes on from there.
import copy, pickle

def both(make, steps):
    it = make()
    for _ in range(steps):
        next(it)
    new = copy.copy(it)
    kept = pickle.loads(pickle.dumps(it))
    print(type(new) is type(it), list(new), list(kept), list(it))

big = 10 ** 30
for steps in 0, 1, 2:
    for make in (lambda: iter(range(4)), lambda: iter(range(0, 9, 3)), lambda: iter(range(big, big + 3)), lambda: iter([1, 2, 3]),
                 lambda: iter((1, 2, 3)), lambda: iter("abc"), lambda: iter(b"abc"), lambda: iter(bytearray(b"abc")), lambda: reversed([1, 2, 3])):
        both(make, steps)
for make in lambda: iter({1: 2, 3: 4}), lambda: iter({1: 2, 3: 4}.items()), lambda: iter({1: 2, 3: 4}.values()), lambda: iter({1, 2, 3}):
    it = make()
    next(it)
    print(list(copy.copy(it)), list(it))

class Even:
    def __call__(self, n): return n % 2 == 0
for it in map(str, [1, 2, 3]), filter(None, [1, 2, 3]), filter(Even(), [2, 4, 6]), map(lambda a, b: a + b, [1, 2], [3, 4]):
    next(it)
    print(list(copy.deepcopy(it)), list(it))
