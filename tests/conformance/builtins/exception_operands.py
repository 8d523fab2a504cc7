# An exception's class may have any special method, as other classes.
class E(Exception):
    def __index__(self): return 2
    def __len__(self): return 4
    def __getitem__(self, i): return i
    def __iter__(self): return iter("ab")
    def __float__(self): return 1.5
    def __int__(self): return 7
    def __call__(self): return "called"
    def __add__(self, o): return "add"
    def __radd__(self, o): return "radd"
    def __lt__(self, o): return True
    def __bool__(self): return False
    def __contains__(self, x): return x == 1
    def __enter__(self): return self
    def __exit__(self, *a): return True
    def __format__(self, s): return "fmt" + s
    def __hash__(self): return 5
    def __eq__(self, o): return o == 9
e = E()
l = [1, 2, 3, 4]
l[e] = "x"
print(l[e], "abcd"[e], b"abcd"[e], (1, 2, 3)[e], l[e:], l[:e], range(9)[e], l * e, "ab" * e, hex(e), chr(e), bytearray(b"abc")[e], [*range(e)], slice(e).indices(9))
del l[e]
print(l, len(e), e[3], list(e), float(e), int(e), e(), e + 1, 1 + e, e < 1, bool(e), 1 in e, 2 in e, f"{e:>}", hash(e), e == 9, e == 8, sorted([e, e]) and "ok")
with e: raise ValueError
print(round(2.567, e), bin(e), "%d %x" % (e, e), divmod(7, int(e)), l.pop(E.__index__(e) - 1), "abcabc".find("c", e), [1, 2, 3].index(3, e), "a,b,c".split(",", e), pow(3, 2, 5), bytes(e), int("11", e), {e: 1}[e], max(e), "".join(e), dict(zip(e, e)), [*e], (lambda *a: a)(*e))
