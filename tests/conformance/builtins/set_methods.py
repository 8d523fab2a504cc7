s = {3, 1, 2}
s.add(5); s.add(1); s.update([7, 8], (9,)); s.discard(100); s.discard(3); s.remove(9)
print(s, len(s), 1 in s, sorted(s | {100}), sorted(s & {1, 2, 99}), sorted(s - {1}), sorted(s ^ {1, 50}), s.isdisjoint({77}), {1} <= s, s > {1}, s >= s, s < s, {1} != s, s.issubset(range(100)), s.issuperset([1]), s.union([1], "a") > s, s.intersection([1, 2], {2}), s.difference([1], [2]), s.symmetric_difference([1, 1000]) == {2, 5, 7, 8, 1000})
print({5, 1, 3}, {10, 3, 7, 1}, set(range(20)), {100, 50, 200, 7}, {-1, -2, 0, 1}, {1.5, 2, 0.5}, set([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), {2**61, 5, 2**61 - 1}, {True, 0}, set(), frozenset(), frozenset([3, 1]), {(1, 2), (0, 1)} == {(0, 1), (1, 2)}, set("a"), {None} , {0.0, -0.0, 0}, set(range(5, 40, 7)), {64, 32, 16, 8, 0}, {1000, 2000, 3000, 8, 16})
t = {1, 2, 3}; t &= {2, 3, 4}; print(t); t |= {9}; t -= {2}; t ^= {3, 4}; print(t); t.intersection_update([4, 9]); t.difference_update([9]); t.symmetric_difference_update([4, 6]); print(t)
t = set(range(3)); print([t.pop() for _ in range(3)], t); c = {1, 2}; e = c.copy(); e.clear(); print(c, e)
f = frozenset([1, 2]); print(f, f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), {f: "k"}[frozenset([2, 1])], f.copy() is f, frozenset(f) is f, {1, 2} in [f], f in {f}, {1, 2} in {f}, hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset(range(100))))
def attempt(code):
    env = {"s": {1, 2}, "f": frozenset([1])}
    try:
        print(code, "=>", eval(code, env), env["s"])
    except SyntaxError:
        try:
            exec(code, env); print(code, "ok", env["s"], env["f"])
        except Exception as e:
            print(code, "->", type(e).__name__, e)
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["s.remove(9)", "s.add([])", "s.add()", "set().pop()", "s | [1]", "s & 5", "s - 'a'", "[1] - s", "s |= [1]", "s.union(5)", "s.update(5)", "s.update([[]])", "s < [1]", "s <= 5", "s == [1, 2]", "s[0]", "hash(s)", "{s}", "{s: 1}", "[] in s", "{1} in s", "s.remove([])", "s.discard([])", "s.discard({1})", "set(5)", "set([[]])", "set(1, 2)", "frozenset(1)", "f.add(1)", "f |= {5}", "s + s", "s * 2", "s.x", "s()", "s.issubset(5)", "s.isdisjoint([[]])", "s.intersection()", "s.union()", "s.difference()", "sorted(s)", "max(s)", "sum(s)", "set('ab') == set('ba')", "len(set([1, 1.0, True]))", "s.pop(1)", "s > f", "f < s", "s ^ f", "type(s ^ f).__name__", "set(s) is s", "repr(set())", "repr(frozenset({1}))", "s.__contains__({1})", "-s", "s.__or__(5)", "s.__and__(f)", "s.__rsub__({5})", "frozenset([1]) & {1: 2}.keys()", "s.copy(1)", "s.__iter__().__length_hint__()", "bool(set())", "iter(s).x", "{*s, *f, 5}", "s.symmetric_difference([2, 2, 3])", "set.union({1}, {2})", "set.union(5)", "set({1: 2})", "{i % 3 for i in range(10)}"]:
    attempt(code)
class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): return self.v == o.v
    def __repr__(self): return f"H{self.v}"
print({H(1), H(2), H(1), H(3)}, H(2) in {H(2)}, len({H(i % 5) for i in range(20)}))
class S(set):
    def __repr__(self): return "S!" + super().__repr__()
x = S([1, 2]); print(x, x | {3}, type(x | {3}).__name__, type(x & x).__name__, type(x.copy()).__name__, type({3} | x).__name__, x == {1, 2}, S())
r = set(); n = frozenset([frozenset([frozenset()])]); print(n, frozenset() in frozenset([frozenset()]))
big = set(range(0, 3000, 3)) ^ set(range(0, 3000, 5)); print(len(big), sum(big), min(big), 15 in big, 9 in big, len(big & set(range(100))), list(big)[:12])
i = iter({1}); print(next(i), next(i, "end"), [x for x in sorted({3, 1, 2})])
order = set()
for v in (33, 1, 65, 97, 129, 2, 34, 66): order.add(v)
print(order); order.discard(1); order.add(161); print(order, list(order)[::-1])
print(set(range(10)) - {3}, set(range(10)) & {9, 1, 5}, {9, 1, 5} & set(range(10)), {1, 2, 3} | {30, 20, 10}, {8, 16, 24} | {0}, set([i * 7 % 31 for i in range(31)]))
