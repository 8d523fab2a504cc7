# Sorting: stability, partial results after errors, key calls, comparisons, patterns.
seed = 42
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
    return (seed >> 33) % n
def is_sorted(l): return all(not (b < a) for a, b in zip(l, l[1:]))
for n in (0, 1, 2, 3, 10, 31, 32, 33, 63, 64, 65, 100, 500, 1000, 3000):
    base = [rnd(n + 1) for _ in range(n)]
    for name, l in [("random", base), ("sorted", sorted(base)), ("reversed", sorted(base, reverse=True)), ("few", [x % 4 for x in base]), ("organ", base[:n // 2] + base[:n // 2][::-1]), ("runs", sorted(base[:n // 2]) + sorted(base[n // 2:]))]:
        for rev in (False, True):
            pairs = sorted([(v, i) for i, v in enumerate(l)], key=lambda p: p[0], reverse=rev)
            ok = all(a[0] != b[0] or a[1] < b[1] for a, b in zip(pairs, pairs[1:]))
            vals = [p[0] for p in pairs]
            ok2 = is_sorted(vals[::-1] if rev else vals)
            if not (ok and ok2): print("bad", n, name, rev)
print("checked", seed % 1000)
calls = []
print(sorted([3, 1, 2], key=lambda x: (calls.append(x), x)[1]), calls)
class C:
    n = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        C.n += 1
        return self.v < o.v
for l in [list(range(100)), list(range(100))[::-1], [1] * 100, [rnd(1000) for _ in range(100)]]:
    C.n = 0
    sorted([C(v) for v in l])
    print(C.n)
print(sorted(["10", "9", "2", "1"]), sorted(["10", "9", "2"], key=int), sorted("bAaB"), sorted("bAaB", key=str.swapcase), sorted([[2, 1], [1, 5], [1]]), sorted([(1, 2), (1,), ()]), sorted([1.5, -1, True, 2**70, -2**70, 0.0]))
print(sorted([float("inf"), -float("inf"), 0, 1e300]), sorted([b"b", b"a"]), sorted([{1, 2}, {1}], key=len), sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]), sorted(zip("cab", range(3))))
data = [{"n": "x", "a": 3}, {"n": "y", "a": 1}, {"n": "z", "a": 3}]
print([d["n"] for d in sorted(data, key=lambda d: (-d["a"], d["n"]))])
from operator import itemgetter, attrgetter
from functools import cmp_to_key
print(sorted(data, key=itemgetter("a", "n"))[0], sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
def cmp(a, b): return (len(a) > len(b)) - (len(a) < len(b))
print(sorted(["ccc", "a", "bb", "d"], key=cmp_to_key(cmp)), min(["ccc", "a"], key=cmp_to_key(cmp)))
for l in (["a", 1, "b"], [1, 2, None], [(1, "a"), (1, 2)], [1j, 2j], [object(), 1], [[1], (1,)], [{}, {}]):
    try:
        l.sort()
    except TypeError as e:
        print(e, len(l))
l = [5, 4, "x", 3]
try:
    l.sort()
except TypeError:
    print(sorted(map(str, l)))
def bad_key(x):
    if x == 2: raise KeyError(x)
    return x
l = [3, 2, 1]
try:
    l.sort(key=bad_key)
except KeyError as e:
    print(l, e)
class Half:
    def __init__(self, v): self.v = v
    def __gt__(self, o): return self.v > o.v
print([h.v for h in sorted([Half(3), Half(1), Half(2)])])
class Truthy:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return [1] if self.v < o.v else []
print([t.v for t in sorted([Truthy(2), Truthy(3), Truthy(1)])])
import heapq, bisect
h = []
for x in (5, 3, 8, 1, 9, 2): heapq.heappush(h, x)
print(h, [heapq.heappop(h) for _ in range(6)], heapq.nlargest(2, [3, 9, 4]), heapq.nsmallest(2, "hello"), list(heapq.merge([1, 4], [2, 3])))
print(bisect.bisect([1, 3, 3, 5], 3), bisect.bisect_left([1, 3, 3, 5], 3), bisect.insort(x := [1, 4], 2), x, bisect.bisect([1, 5, 9], 6, key=lambda v: v))
