class Seq:
    def __init__(self, *v): self.v = list(v)
    def __len__(self): return len(self.v)
    def __getitem__(self, i):
        print("get", i)
        return self.v[i]
    def __setitem__(self, i, x): print("set", i, x)
    def __delitem__(self, i): print("del", i)
s = Seq(1, 2, 3)
print(s[0], s[-1], s[1:], s[::2], list(s), 2 in s, 9 in s)
s[1:2] = "x"; s["k", 1:2, ...] = 0; del s[:], s[None]
print(list(reversed(s)), bool(Seq()), bool(s), max(s), sum(s), tuple(s), [*s], dict(enumerate(s)))
a, b, c = s
print(a, b, c)
class Rev:
    def __reversed__(self): return "rev!"
print(reversed(Rev()))
class NoRev:
    def __iter__(self): return iter([])
try:
    reversed(NoRev())
except TypeError as e:
    print(e)
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), 2 in It(5), max(It(4)), dict(zip("ab", It(2))), sum(It(4), 10))
i = It(5)
print(next(i), [x for x in i], next(i, "done"))
class Blocked:
    __iter__ = None
    __contains__ = None
    def __getitem__(self, i): return i
for code in ["iter(Blocked())", "1 in Blocked()", "[*Blocked()]"]:
    try:
        eval(code)
    except TypeError as e:
        print(e)
class Con:
    def __contains__(self, x): return x == 42
print(42 in Con(), 1 in Con(), 1 not in Con())
class Miss(dict):
    def __missing__(self, k):
        self[k] = v = f"made {k}"
        return v
m = Miss(a=1)
print(m["a"], m["b"], m.get("c"), m, "zz" in m)
class DefaultList(list):
    def __getitem__(self, i):
        try:
            return super().__getitem__(i)
        except IndexError:
            return None
print(DefaultList([1])[5], DefaultList([1])[0], list(DefaultList([1, 2])))
class LH:
    def __length_hint__(self): return 3
    def __iter__(self): return iter("abc")
print(list(LH()))
import operator
print(operator.length_hint(LH()), operator.length_hint([1]), operator.length_hint(5, 9), operator.length_hint(iter([1, 2])))
class StopLen:
    def __len__(self): raise ValueError("no len")
for fn in (len, bool, list):
    try:
        print(fn(StopLen()))
    except Exception as e:
        print(type(e).__name__, e)
class BoolFirst:
    def __bool__(self): return False
    def __len__(self): return 5
print(bool(BoolFirst()), not BoolFirst(), "x" if BoolFirst() else "y")
class Idx:
    def __index__(self): return 1
print([10, 20, 30][Idx()], [10, 20, 30][Idx():], "abc"[Idx()], (1, 2)[-Idx().__index__()], list(range(Idx(), 3)))
def attempt(code):
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
for code in ["[1]['a']", "(1,)['a']", "'abc'['a']", "[1][1.0]", "[1][5]", "(1,)[5]", "'a'[5]", "b'a'[5]", "range(3)[5]", "[1]['a':]", "{}[1]", "{}['k']", "{}[[]]", "5[0]", "None[0]", "len[0]", "{1}[0]", "(x for x in [])[0]", "[][None]", "[1, 2][True]", "''[0]", "bytearray(b'a')[3]", "object()[0]", "int['a']", "list[int][0]", "len(5)", "len(None)", "len(iter([]))", "iter(5)", "next([])", "next(iter([]))", "list(5)", "tuple(None)", "set(1)", "dict(1)", "dict([1])", "dict([(1, 2, 3)])", "dict(['ab'])", "sum(5)", "sum(['a'])", "sum([[1], [2]], [])", "for_in", "5 in 5", "1 in 'a'", "'a' in b'a'", "'' in 'a'", "None in [None]"]:
    attempt(code)
