print([x * y for x in range(3) for y in range(x)], [[j for j in range(i)] for i in range(4)])
print({x % 3 for x in range(10)}, {k: v for k, v in zip("abc", range(3))}, {v: k for k, v in {"a": 1}.items()})
print([(a, b) for a, (b, *_) in [(1, (2, 3)), (4, (5,))]], [x for x in range(20) if x % 2 if x % 3], [x for x in [1, 2, 3] if x != 2 for _ in range(x)])
log = []
def ev(x):
    log.append(x)
    return x
[ev(("e", i, j)) for i in ev([1, 2]) if ev(i) for j in ev("ab") if ev(j) == "a"]
print(log)
log.clear()
{ev(("k", i)): ev(("v", i)) for i in range(2)}
print(log)
x = "outer"
print([x for x in range(2)], x)
print([lambda: i for i in range(3)][0](), [f() for f in [lambda i=i: i for i in range(3)]])
def f(n):
    return [n + m for m in [k * n for k in range(3)]]
print(f(2))
def deep(a):
    return {i: [{(a, i, j) for j in range(1)} for _ in range(1)] for i in range(2)}
print(deep("A"))
class C:
    items = [1, 2]
    mult = 3
    doubled = [i * 2 for i in items]
    try:
        bad = [i * mult for i in items]
    except NameError as e:
        bad = str(e)
    cross = [i for i in [j for j in items]]
print(C.doubled, C.bad, C.cross)
print([i for i in range(5) if i if not i % 2 or i == 3], [a if a else -1 for a in range(3)], [(y := a + 1) for a in range(2)], y)
print([*(i for i in range(3)), *[j for j in "x"]])
print(sum(x for x in range(10)), max((len(w), w) for w in ["a", "bcd", "ef"]), dict((k, k) for k in range(2)), sorted(-x for x in [3, 1]), any(x > 3 for x in range(5)), all(x < 3 for x in range(5)))
g = (i for i in range(3))
print(next(g), list(g), list(g))
print([i for i, in [(1,), (2,)]], [i for i in (1, 2, 3)], [i for [i] in [[5]]], [d["k"] for d["k"] in range(2)] if (d := {}) is not None else 0, d)
m = [[1, 2, 3], [4, 5, 6]]
print([[r[i] for r in m] for i in range(3)], [v for r in m for v in r], [*zip(*m)])
def gen_exc():
    yield 1
    raise ValueError("inside")
try:
    [v for v in gen_exc()]
except ValueError as e:
    print(e)
try:
    [a for a, b in [(1, 2, 3)]]
except ValueError as e:
    print(e)
try:
    {[]: 1 for _ in [0]}
except TypeError as e:
    print(e)
try:
    [x for x in 5]
except TypeError as e:
    print(e)
try:
    [undefined_name for _ in [0]]
except NameError as e:
    print(e)
print([i for i in range(3)] == list(range(3)), {i: i for i in ()}, {i for i in ""}, type({i for i in ""}).__name__, type({i: 1 for i in ""}).__name__)
def loc():
    a = 1
    return [sorted(locals()) for b in [0]]
print(loc())
def nested_fn():
    return [(lambda y: x + y)(x) for x in range(3)]
print(nested_fn())
def shadow(i):
    r = [i for i in range(3)]
    return i, r
print(shadow("arg"))
def cell():
    fs = [lambda: (i, j) for i in range(2) for j in range(2)]
    return [f() for f in fs]
print(cell())
print([i for i in range(10) if i in {j for j in range(0, 10, 3)}], [[x, y] for x, y in {1: 2}.items()])
for code in ["[x, y for x in z]", "[*x for x in y]", "{**x for x in y}", "[x for x]", "[x for 1 in y]", "[x for x in y, z]", "(x for x in y) = 1", "{x: y, z for x in y}", "f(x for x in y, 1)", "f(1, x for x in y)", "f(x for x in y)", "[x for x in lambda: y, 1]", "[(yield) for x in y]", "[x if y for x in z]", "[x for x in y if]", "f(a for a in b, c for c in d)", "[x := y for x in z]"]:
    try:
        compile(code, "s", "exec")
        print("ok", code)
    except SyntaxError as e:
        print(code, "->", e.msg)
