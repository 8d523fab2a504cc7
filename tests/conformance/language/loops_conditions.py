for i in range(3): print(i, end=" ")
else: print("else")
for i in range(3):
    if i == 1: break
else: print("not here")
print(i)
n = 5
while n:
    n -= 1
    if n == 3: continue
    print(n, end=" ")
else: print("while else")
while True:
    if n > 2: break
    n += 1
else: print("no")
for a in range(3):
    for b in range(3):
        if b == 2: break
        if a == b: continue
        print((a, b), end=" ")
    else:
        print("inner else")
    if a == 1: continue
print()
l = [1, 2, 3, 4]
for x in l:
    if x < 3: l.append(x + 10)
print(l)
l = [1, 2, 3, 4, 5, 6]
for x in l:
    if x % 2 == 0: l.remove(x)
print(l)
d = {1: 1}
try:
    for k in d: d[k + 1] = 0
except RuntimeError as e:
    print(e)
try:
    for k in d: del d[k]
except RuntimeError as e:
    print(e)
s = {1, 2, 3}
try:
    for k in s: s.add(k + 10)
except RuntimeError as e:
    print(e)
d = {1: 1, 2: 2}
for k in d: d[k] = "same keys"
print(d)
d = {1: 1, 2: 2}
try:
    for k in d:
        d.pop(k); d[k + 7] = 1
except RuntimeError as e:
    print(e)
def ev(v, r):
    print(v, end=" ")
    return r
print(ev("a", 0) and ev("b", 1), ev("c", 1) and ev("d", ""), ev("e", []) or ev("f", "F"), ev("g", 5) or ev("h", 6))
print(ev(1, 0) or ev(2, 0) and ev(3, 1) or ev(4, "x"), not ev(5, 0), not 0 == 1)
print(ev("t", 1) if ev("c", 1) else ev("f", 0), 1 if 0 else 2 if 0 else 3, (1 if 1 else 2, 3))
print([] and 1, () or {}, None or 0 or "" or "last", 1 and 2 and 3, 0 and 1 / 0, 1 or 1 / 0, not [], not not "x")
if []: print(1)
elif 0.0: print(2)
elif "": print(3)
elif 0j: print(4)
elif range(0): print(5)
elif " ": print("space is true")
else: print(6)
for t in (0, 0.0, -0.0, "", b"", [], (), {}, set(), range(0), None, False, 0j, float("nan"), "0", [0], -1, object, ..., NotImplemented.__class__):
    print(bool(t), end=" ")
print()
for i in range(10, 0, -3): print(i, end=" ")
for i in range(0, -5): print("never")
for c in "añ😀": print(c, end=".")
for b in b"\x00\xff": print(b, end=" ")
for k, v in {"a": 1, "b": 2}.items(): print(k, v, end=" ")
for i, (a, b) in enumerate([(1, 2), (3, 4)], 1): print(i, a, b, end=" ")
for x in (): pass
print()
class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
print(list(It()))
for x in It():
    for y in It():
        if y == 2: break
    print((x, y), end=" ")
print()
it = iter([1, 2, 3, 4, 5])
for x in it: print(x, next(it, None), end=" ")
print()
for i in range(3):
    i = 10
    print(i, end=" ")
print()
def f():
    for i in range(3):
        try:
            continue
        finally:
            print("f", i, end=" ")
    for i in range(3):
        with open_() as z:
            if i == 1: return i
class open_:
    def __enter__(self): print("in", end=" ")
    def __exit__(self, *a): print("out", end=" ")
print(f())
x = 10
while x > 0: x -= 3
print(x)
for x[0] in [1, 2] if isinstance(x, list) else []: pass
obj = type("O", (), {})()
for obj.attr in range(3): pass
print(obj.attr)
big = 10**20
for i in range(big, big + 2): print(i)
print(sum(1 for _ in range(-3, 3)), len(range(0, 10**18, 7)))
assert True, "no"
try:
    assert 1 == 2, ("msg", 1)
except AssertionError as e:
    print(e.args)
try:
    assert []
except AssertionError as e:
    print(repr(e))
def const():
    if __debug__: return "debug"
print(const())
pass; pass
if 1: x = 1; y = 2
print(x, y); ...
