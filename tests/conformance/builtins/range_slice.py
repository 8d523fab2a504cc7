for a in [(5,), (0,), (-3,), (2, 8), (8, 2), (1, 10, 3), (10, 1, -3), (0, -10, -2), (0, 10, -1), (True, 3), (10**20, 10**20 + 3), (0, 10**30, 10**29), (-10**20, 0, 10**20)]:
    r = range(*a)
    try:
        n = len(r)
    except OverflowError as e:
        n = str(e)
    print(r, n, list(r)[:12], r.start, r.stop, r.step, bool(r), list(reversed(r))[:3])
r = range(2, 50, 7)
print(r[0], r[-1], r[2:], r[::-1], r[1:4], r[:-1], 9 in r, 10 in r, 9.0 in r, "a" in r, 9.5 in r, None in r, r.index(16), r.count(16), r.count(5), r == range(2, 51, 7), r == range(2, 50, 8), range(0) == range(5, 5), range(1, 2) == range(1, 10, 100), hash(range(0)) == hash(range(5, 5)), hash(r) == hash(range(2, 51, 7)), max(r), min(r), sum(r), sorted(r, reverse=True))
class I:
    def __index__(self): return 4
print(range(I()), range(10)[I()], 4 in range(5), I() in range(5), True in range(2), list(range(I())), 2**70 in range(2**71), range(2**70)[2**69], range(2**64)[-1])
def attempt(code):
    try:
        print(code, "=>", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["range()", "range(1, 2, 0)", "range(1.5)", "range('a')", "range(None)", "range(1, 2, 3, 4)", "range(a=1)", "range(3)[3]", "range(3)['a']", "range(3)[1.0]", "range(3).index(5)", "range(3).index('a')", "range(3) + range(3)", "range(3) * 2", "range(3) < range(4)", "range(3).x", "len(range(10**20))", "range(10**20).__len__()", "range(3)()", "iter(range(3)).__next__()", "next(iter(range(0)))", "range(3) == [0, 1, 2]", "range(5)[::0]", "range(5)[slice(1, None)]", "range(5)[10:]", "range(10)[-3::-2]", "list(range(5))[::-1] == list(range(4, -1, -1))", "range(3).start.real", "range(5).count(True)", "range(0, 10, 3)[1:].step", "repr(range(0, 3, 1))", "repr(range(1, 3, 2))", "isinstance(range(1), type(range(2)))", "hash(range(10))== hash(range(10))", "range(3).__contains__(1)", "range(3).__reversed__().__next__()", "type(iter(range(2))).__name__", "type(iter(range(10**30))).__name__", "sum(range(10**6))", "sum(range(10**30, 10**30 + 5))", "[*range(10**30, 10**30 - 3, -1)]", "range(-1, -10, -4).index(-5)", "all(x in range(0, 100, 5) for x in range(0, 100, 10))"]:
    attempt(code)
for name in ("start", "foo"):
    try:
        setattr(range(3), name, 5)
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
try:
    class R(range): pass
except TypeError as e:
    print(e)
it = iter(range(5)); next(it); print(it.__length_hint__(), list(it), list(it))
def evens(): yield from range(0, 6, 2)
print(list(evens()), dict(zip(range(3), range(3, 6))), [i for i in range(10, 0, -3)], list(map(range, range(3))), [list(range(n)) for n in range(3)])
n = 0
for i in range(3):
    for j in range(i, 3): n += i * j
print(n, i, j)
for i in range(2**63 - 2, 2**63 + 1): print(i, end=" ")
for i in range(2**62 - 1, 2**62 + 1): print(i, end=" ")
for i in range(2**47 - 1, 2**47 + 1): print(i, end=" ")
print()
