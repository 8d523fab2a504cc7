l = list(range(10))
for s in [(None,), (3,), (-3,), (20,), (-20,), (2, 5), (5, 2), (-5, -2), (None, None, 2), (None, None, -1), (8, 2, -2), (2, 8, -2), (None, 3, -1), (-1, None, -3), (0, 10, 100), (None, None, -100), (10**30, None), (None, -10**30), (None, 10**30, 10**30)]:
    sl = slice(*s)
    print(sl, l[sl], "0123456789"[sl], tuple(l)[sl] == tuple(l[sl]), range(10)[sl], bytes(l)[sl] == bytes(l[sl]))
print(l[:], l[::], l[1:-1], l[-1:0:-1], l[:0], l[5:5])
l[2:5] = "abc"
print(l)
l[2:5] = []
print(l)
l[1:1] = [100, 200]
print(l)
l[::2] = "VWXYZ"[:len(l[::2])]
print(l)
l[-100:1] = range(3)
print(l)
l[100:] = ["end"]
print(l)
l[5:2] = ["mid"]
print(l)
del l[::3]
print(l)
del l[-2:]
print(l)
del l[::-1]
print(l)
l = [1, 2, 3, 4, 5]
l[::-1] = l
print(l)
l[1:3] = l
print(l)
l[:] = (x for x in l if x % 2)
print(l)
l[None:None] = {7: 8}
print(l)
def attempt(code):
    l = [0, 1, 2, 3, 4]
    try:
        exec(code, {"l": l})
        print(code, l)
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["l[::2] = [1]", "l[::2] = 'abcd'", "l[::0]", "l[::0] = []", "del l[::0]", "l[1:2] = 5", "l['a':]", "l[1.0:]", "l[:None] = 'q'", "l[::2] = 5", "l[1:3:1] = 'wxyz'", "(1, 2)[0:1] = 3", "'abc'[0:1] = 'x'", "del 'abc'[0]", "del (1,)[0]", "(1,)[0] = 1", "l[1:2, 3]", "l[...]", "l[2:1] = 'Z'", "l[-1:-3:-1] = 'pq'", "del l[1:3]", "del l[3:1]", "del l[10]", "l[10] = 1", "l[True] = 'T'", "range(5)[1:2] = 3"]:
    attempt(code)
s = slice(1, 10, 3)
print(s.start, s.stop, s.step, s.indices(5), slice(None).indices(3), slice(-1, None, -1).indices(4), s == slice(1, 10, 3), s < slice(2, 3, 4), slice(5))
try:
    slice(None).indices(-1)
except ValueError as e:
    print(e)
try:
    slice(1, 2, 0).indices(3)
except ValueError as e:
    print(e)
try:
    slice()
except TypeError as e:
    print(e)
try:
    s.start = 5
except AttributeError as e:
    print(e)
print(hash(slice(1, 2)) == hash(slice(1, 2)), slice("a", [], None))
class Show:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
x = Show()
print(x[1], x[1:2], x[::], x[1:2, ::3], x[...], x[()], x[1,], x[:, None], x[slice(1)], x["a":"b":"c"])
x[1:2] = 3
x[:, 0] += (1,) if False else ()
del x[::2], x[1, 2]
class Ix:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
print([0, 1, 2, 3][Ix(1):Ix(3)], "abcd"[Ix(-1)], range(9)[Ix(2)::Ix(2)])
b = bytearray(b"hello world")
b[0:5] = b"HOWDY!"
print(b)
b[::2] = b"-" * len(b[::2])
print(b)
del b[:6]
print(b)
t = (1, 2, 3)
print(t[::-1], t[:2] + t[2:], t[:] is t, "abc"[:] == "abc", [1][:] == [1])
r = range(0, 20, 3)
print(r[2], r[-1], r[1:4], r[::-1], r[::-2], list(r[5:1:-1]), r[3:3])
m = memoryview(b"abcdef")
print(bytes(m[1:4]), bytes(m[::-1]), m[2])
