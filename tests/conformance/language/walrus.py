def f(n): return n * 2
if (y := f(4)) > 5:
    print(y)
print([z for x in range(5) if (z := x * x) % 2 == 0], z)
data = iter([1, 2, 3, 0, 4])
while (v := next(data)):
    print(v, end=" ")
print(v)
print((a := 1, b := 2), a, b)
print([last := i for i in range(3)], last)
def scope():
    total = 0
    parts = [total := total + i for i in range(5)]
    any((hit := w).startswith("c") for w in ["ab", "cd", "ef"])
    return total, parts, hit
print(scope())
def nested():
    [[q := (i, j) for j in range(2)] for i in range(2)]
    return q
print(nested())
lam = lambda: (m := 5) + m
print(lam())
print(f(k := 3), k)
d = {(key := "a"): (val := 1)}
print(d, key, val)
x = (w := [1, 2])
w.append(3)
print(x)
print(f"{(p := 7)}{p:>3}")
s = "hello"[(i := 1):(j := 4)]
print(s, i, j)
assert (ok := True)
def default(a=(dflt := 9)): return a
print(default(), dflt)
class C:
    n = (m := 4) + 1
print(C.n, C.m)
def glob():
    global g1
    return [g1 := i for i in range(3)]
glob()
print(g1)
def nl():
    v = 0
    def inner():
        nonlocal v
        return [v := i + 10 for i in range(2)]
    inner()
    return v
print(nl())
print({(t := i) for i in range(2)}, t, {i: (u := i) for i in range(3)}, u)
print((lambda x: (x := x + 1, x))(1))
for code in ["x := 1", "(x.y := 1)", "(x[0] := 1)", "f(a=b:=1)", "[i := 0 for i in range(3)]", "[j for i in range(3) if (i := j)]", "class A: [(q := i) for i in range(3)]", "(a, b := 1, 2)", "((a, b) := 1)", "lambda: x := 1", "[i for i in (j := range(3))]", "def f(a=b:=1): pass", "x = y := 1", "(None := 1)", "(f() := 1)", "(yield) := 1", "[x for x in [1] if [y for y in (x := 2)]]", "with (x := 1): pass", "del (x := 1)", "(x := 1) = 2", "x[y:=1]", "x[y:=1, z:=2]", "{x:=1}", "{x:=1: 2}", "f(x:=1)", "assert x := 1", "print(f'{x:=5}')"]:
    try:
        compile(code, "s", "exec")
        print("ok:", code)
    except SyntaxError as e:
        print(f"{code!r}: {e.msg}")
