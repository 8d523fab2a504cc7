# The order of sets of ints after any mixture of operations.
import random
r = random.Random(5)
def R(n): return r.randrange(n)
for t in range(60):
    s = set()
    for _ in range(R(60)):
        k = R(12); v = R([10, 40, 200, 3000][R(4)])
        if k < 4: s.add(v)
        elif k < 6: s.discard(v)
        elif k == 6: s |= {R(100) for _ in range(R(9))}
        elif k == 7: s -= {R(100) for _ in range(R(9))}
        elif k == 8: s ^= {R(100) for _ in range(R(9))}
        elif k == 9 and s: s.pop()
        elif k == 10: s = s.difference([R(100)], [R(100) for _ in range(9)])
        elif k == 11: s = (s & set(range(R(1000)))) | s if R(2) else s ^ frozenset(range(R(60)))
    print(list(s)[:40], len(s))
for t in range(40):
    items = [R([10, 100, 1000][R(3)]) for _ in range(R(12))]
    print(eval("{" + ",".join(map(str, items)) + "}") if items else 0)
    s = set(items); s.difference_update(items[:3], [4]); s.symmetric_difference_update(range(R(20))); print(s); s.update(range(R(9)), {1, 2}); print(s, s.copy(), set(s), frozenset(s) - {1}, s & set(items), set(items) & s)
