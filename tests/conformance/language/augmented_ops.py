# In-place forms fall back in order: __iop__, __op__, __rop__.
class I:
    def __init__(self, v): self.v = v
    def __iadd__(self, o): self.v += o; return self
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return f"sub {o}"
    def __imul__(self, o): return "replaced"
    def __imatmul__(self, o): return f"@{o}"
class R:
    def __radd__(self, o): return f"radd {o}"
    def __rmatmul__(self, o): return f"rmat {o}"
    def __ror__(self, o): return f"ror {o}"
x = y = I(1)
x += 4
print(x is y, x.v)
x -= 4
print(x)
x = I(2)
x *= 4
print(x)
x = I(1); x @= 7
print(x)
z = 5
z += R()
print(z)
z = 3
z @= R()
print(z)
z = "s"
z |= R()
print(z)
def attempt(code, **env):
    try:
        exec(code, env)
        print(code, "->", env["v"])
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for op in "+ - * / // % ** @ << >> & | ^".split():
    attempt(f"v {op}= 'x'", v=None)
    attempt(f"v {op}= 3", v=13)
attempt("v += 1", v=[1])
attempt("v += 'ab'", v=[1])
attempt("v += {1: 2}", v=[1])
attempt("v += (1,)", v="s")
attempt("v += [1]", v=(1,))
attempt("v *= 'a'", v=[1])
attempt("v *= -1", v=[1])
attempt("v |= {2}", v={1})
attempt("v |= [2]", v={1})
attempt("v &= {1, 3}", v={1, 2})
attempt("v ^= {1, 3}", v={1, 2})
attempt("v -= {1}", v={1, 2})
attempt("v |= {'b': 2}", v={"a": 1})
attempt("v |= [('b', 2)]", v={"a": 1})
attempt("v |= 5", v={"a": 1})
attempt("v += b'x'", v=bytearray(b"a"))
attempt("v += 'x'", v=bytearray(b"a"))
attempt("v += b'x'", v=b"a")
attempt("v %= (1, 2)", v="%d-%d")
attempt("v |= {1}", v=frozenset([2]))
class P:
    @property
    def val(self): return 3
p = P()
try:
    p.val += 1
except AttributeError as e:
    print(e)
class Idx(dict):
    def __missing__(self, k): return 100
d = Idx()
d["a"] += 1
d["a"] += 1
print(d)
a = [[0] * 2] * 2
a[0][1] += 5
print(a)
s = ""
for i in range(5):
    s += str(i)
print(s)
x = True
x += True
print(x)
x = 7
x /= 2
x **= 2
print(x)
x = 1 << 70
x -= 1
x >>= 65
print(x)
