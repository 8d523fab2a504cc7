# Order and wording of errors about indexes; a sum with many partial sums.
import math

def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

class I(int): pass
class X:
    def __index__(self): return 10 ** 30

t(lambda: enumerate(2.0, {5, 1})); t(lambda: enumerate(2.0, 1)); t(lambda: enumerate([], "a"))
for items in [1], (1,), "a", b"a", bytearray(b"a"), range(3):
    if type(items) is not range:
        t(lambda: items[10 ** 30]); t(lambda: items[I(10 ** 30)]); t(lambda: items[X()])
    t(lambda: items[I(0)])
print(math.fsum([2.0 ** n - 2.0 ** (n + 50) + 2.0 ** (n + 52) for n in range(-1074, 972, 2)] + [-2.0 ** 1022]))
print(math.fsum([1e100, 1.0, -1e100, 1e-100, 1e50, -1.0, -1e50]))
