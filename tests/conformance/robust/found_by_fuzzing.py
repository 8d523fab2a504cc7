# What tools/fuzz_differential.py and the fuzz targets found, one group each.
def attempt(what, f):
    try:
        print(what, f())
    except Exception as e:
        print(what, type(e).__name__, e)

# constant sets: searched and looped over
print([x for x in {1, 2, 3}], [x for x in {5, 1, 9, 40, 8, 16, 33}], [x for x in {True, 1, 0, False, 2}])
for x in {10, 3, 10, 3}: print(x)
def find(x): return x in {1, 'a', None, b'b', 2 ** 70, -1}
print([find(x) for x in (1, 1.0, True, 'a', 'b', None, b'b', b'c', 2 ** 70, 2 ** 71, -1, (), 0)])
def find_more(x): return x in {1.5, (1, 2), 2j, ...}
print([find_more(x) for x in (1.5, (1, 2), 2j, ..., 1, (1, 3))])
attempt('unhashable in constant set', lambda: [] in {1, 2})
class One:
    def __hash__(self): return 1
    def __eq__(self, other): return other == 1
print(One() in {1, 2}, One() in {3}, [x for x in {1, 2} if One() == x], One() not in {2, 1})
if 3 in {1, 2}: print('wrong')
print(len([x for x in set('abc') if x in {'a', 'b'}]))
print([x for x in {0, 8, 16, 24, 32, 40, 48, 1, 2, 3, 4, 5, 6, 7, 100, 1000, 10000, 99999}])

# truth of exceptions whose class says
class Falsy(Exception):
    def __bool__(self): return False
class Empty(Exception):
    def __len__(self): return 0
print(bool(Falsy()), bool(Empty()), bool(Exception()), not Falsy(), 1 if Falsy() else 2)

# a sequence concatenates last
class R:
    def __radd__(self, o): return ('radd', o)
    def __rmul__(self, o): return ('rmul', o)
for x in [1], (1,), 'a', b'a', bytearray(b'a'):
    print(x + R(), x * R())
    attempt('add', lambda: x + 5)
print(b'a' + bytearray(b'b'), bytearray(b'a') + b'b', b'a' + memoryview(b'c'))

# indices that fit no machine word
for x in [1], (1,), 'a', b'a', bytearray(b'a'), range(3):
    attempt('index', lambda: x[10 ** 30])
    attempt('index', lambda: x[-10 ** 30])
    attempt('index', lambda: x[2 ** 62])
attempt('store', lambda: [1].__setitem__(10 ** 30, 1))
attempt('delete', lambda: [1].__delitem__(-10 ** 30))
attempt('slice', lambda: [1, 2, 3][-10 ** 30:10 ** 30])

# sets take no set for a frozenset here
for f in ({1}.difference, {1}.intersection, {1}.symmetric_difference, {1}.union, {1}.isdisjoint, {1}.issuperset):
    try: print(f([{5}]))
    except TypeError as e: print(f.__name__, 'TypeError')
print({frozenset({5})}.issuperset([]), {5} in {frozenset({5})})

# ---- an exception's class may be iterable; int.from_bytes takes what bytes() takes
class Several(Exception):
    def __iter__(self): return iter([1, 2])
class Indexed(Exception):
    def __getitem__(self, i): return 'ab'[i]
print(1 in Several(), 3 in Several(), list(Several()), list(Indexed()), [*Several()])
class Wrapped(int): pass
class AsBytes:
    def __bytes__(self): return b'\x01\x02'
for source in ({}, {1: 2}, {3}, range(3), iter([1, 2]), AsBytes(), (i for i in (1, 0)), 5, 'x', None, AsBytes, [300], range(-1, 2)):
    for cls in (int, Wrapped):
        try: print(type(n := cls.from_bytes(source, 'little', signed=True)).__name__, n)
        except Exception as e: print(type(e).__name__, e)
try: float(bytearray(b'xyz'))
except ValueError as e: print(e)
