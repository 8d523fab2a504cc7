# Targets of every form, evaluation order, nesting and star.
log = []
class Rec:
    def __init__(self, name): object.__setattr__(self, "name", name)
    def __repr__(self): return "<rec>"
    def __setattr__(self, k, v): log.append((self.name, "attr", k, v))
    def __setitem__(self, k, v): log.append((self.name, "item", k, v))
    def __delattr__(self, k): log.append((self.name, "delattr", k))
    def __delitem__(self, k): log.append((self.name, "delitem", k))
    def __getitem__(self, k):
        log.append((self.name, "get", k))
        return 10
def ev(x):
    log.append(x)
    return x
r = Rec("r")
r.a = r[1] = q = ev(5)
print(log); log.clear()
ev(r)[ev("k")] = ev("v")
print(log[1:]); log.clear()
r.x, (r.y, r[0:2]), *r.z = 1, (2, 3), 4, 5
print(log); log.clear()
r[ev(1)] += ev(2)
print(log); log.clear()
del r.p, r[1:2, ...], (r.q, [r["s"]])
print(log); log.clear()
a, b = b, a = 1, 2
print(a, b)
x = [0, 1, 2]
i = 0
i, x[i] = 2, "set"
print(i, x)
(a), [b, c] = 1, (2, 3)
print(a, b, c)
first, *mid, last = range(6)
print(first, mid, last)
*init, tail = "xyz"
print(init, tail)
head, *rest = [1]
print(head, rest)
*all_, = "ab"
[*more] = {1: 2}
print(all_, more)
(p, (q, *s)), t = (1, "abc"), 2
print(p, q, s, t)
def attempt(code):
    try:
        exec(code, {})
        print(code, "ok")
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["a, b = 1, 2, 3", "a, b = 1,", "a, b = ()", "a, *b = ()", "a, b, *c = [1]", "*a, b, c = 'x'", "a, b = 5", "a, b = None", "[] = []", "() = ()", "[] = [1]",
             "a, b = {1: 2, 3: 4}", "a, b = iter([1])", "(a, b), c = 1, 2", "a, b = 'abcd'", "for a, b in [1]: pass", "for a, (b, c) in [(1, (2, 3))]: print(a, b, c)",
             "a: int = 5; print(a)", "a: int; print(a)", "x = y = z = []; x.append(1); print(z)", "x = [1, 2]; x[0], x[1] = x[1], x[0]; print(x)",
             "x = 1; x: str = 'a'; print(x)", "a = b, c = 1, 2; print(a, b, c)", "x = [1,2,3]; x[1:1] = x; print(x)", "x = [1,2,3]; del x[0], x[0]; print(x)"]:
    attempt(code)
n = 5
n += 1; n -= 2; n *= 3; n //= 2; n **= 2; n %= 7; n <<= 3; n >>= 1; n |= 3; n ^= 5; n &= 14
print(n)
n /= 4
print(n)
m = [1]
k = m
m += (2, 3)
m *= 2
print(k, k is m)
t = (1,)
u = t
t += (2,)
print(t, u)
tup = ([1], 2)
try:
    tup[0] += [5]
except TypeError as e:
    print(e, tup)
def gen():
    log.append("close"); yield 1; yield 2; yield 3
g = gen()
a, b, c = g
print(a, b, c)
