# Reflected and in-place operators, NotImplemented, subclass priority.
log = []
OPS = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul", "<<": "lshift", ">>": "rshift", "&": "and", "|": "or", "^": "xor"}
def method(name, result):
    def m(self, other, *rest):
        log.append((type(self).__name__, name))
        return result
    return m
def build(cls_name, which, result, base=object):
    return type(cls_name, (base,), {f"__{p}{n}__": method(p + n, result) for n in OPS.values() for p in which})
Left = build("Left", [""], "L")
Right = build("Right", ["r"], "R")
Shy = build("Shy", ["", "r", "i"], NotImplemented)
In = build("In", ["i"], "I")
SubLeft = build("SubLeft", ["r"], "SR", Left)
for op in OPS:
    out = []
    for a, b in [(Left(), 1), (1, Right()), (Left(), Right()), (Shy(), Right()), (Shy(), Shy()), (Left(), SubLeft()), (SubLeft(), Left()), (Shy(), 5), ("s", Shy())]:
        log.clear()
        try:
            out.append(eval(f"a {op} b"))
        except TypeError as e:
            out.append(str(e))
        out.append(len(log))
    print(op, out)
    ns = {"a": In()}
    exec(f"a {op}= 1", ns)
    ns2 = {"a": Shy()}
    try:
        exec(f"a {op}= 1", ns2)
    except TypeError as e:
        print("  ", ns["a"], e)
class Num:
    def __init__(self, v): self.v = v
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __int__(self): return int(self.v)
    def __float__(self): return float(self.v)
    def __complex__(self): return complex(self.v, 1)
    def __index__(self): return self.v
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o, m=None): return ("rpow", o, m)
import math
n = Num(7)
print(-n, +n, ~n, abs(n), int(n), float(n), complex(n), [0] * 3 + [n.__index__()], round(n), round(n, 2))
print(math.trunc(n), math.floor(n), math.ceil(n), divmod(n, 2), divmod(2, n), pow(n, 2), pow(n, 2, 3), 2 ** n, hex(n), bin(n), range(10)[n], "abcdefgh"[n], [1] * n)
class Bare: pass
for code in ["-x", "+x", "~x", "abs(x)", "int(x)", "float(x)", "complex(x)", "round(x)", "x + 1", "1 - x", "x ** 2", "pow(x, 2, 3)", "divmod(x, 1)", "x < 1", "x @ x", "[1][x]", "range(x)", "math.floor(x)", "not x", "x == 1", "hex(x)", "x and 5", "x()", "x[0]", "x[0] = 1", "len(x)", "iter(x)", "next(x)", "1 in x", "with_(x)", "hash(x) == hash(x)"]:
    def with_(v):
        with v: pass
    x = Bare()
    try:
        print(code, eval(code))
    except SyntaxError:
        print(code, "syntax")
    except Exception as e:
        print(code, "->", type(e).__name__, e)
class BadIndex:
    def __index__(self): return "x"
    def __int__(self): return 1.5
    def __float__(self): return 1
    def __bool__(self): return 2
    def __len__(self): return -1
    def __hash__(self): return "h"
    def __repr__(self): return 5
    def __str__(self): return 6
    def __format__(self, s): return 7
    def __bytes__(self): return "b"
    def __complex__(self): return 1
    def __iter__(self): return 3
    def __contains__(self, x): return []
    def __length_hint__(self): return -5
b = BadIndex()
for code in ["[1][b]", "int(b)", "float(b)", "bool(b)", "len(b)", "hash(b)", "repr(b)", "str(b)", "format(b)", "bytes(b)", "complex(b)", "iter(b)", "1 in b", "f'{b}'", "f'{b!r}'", "range(b)", "'%s' % b", "'%d' % b", "not b"]:
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
