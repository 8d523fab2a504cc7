# Calls with wrong arguments: functions, methods, builtins; and what operators and statements refuse.
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
def f0(): pass
def f1(a): pass
def f2(a, b): pass
def f3(a, b, c=1): pass
def f4(a, /, b, *, c): pass
def f5(*, a, b, c): pass
def f6(*a, k): pass
def f7(a, b=1, *c, d, e=2, **f): pass
def f8(a, /): pass
def f9(a, b, /, c): pass
class C:
    def m(self): pass
    def n(self, a, b): pass
    @staticmethod
    def s(a): pass
    @classmethod
    def c(cls, a): pass
    def nos(): pass
for f in [f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, C().m, C().n, C.s, C.c, C.m, C().nos, lambda x: x, lambda: 0, lambda *, k: k]:
    for a, k in [((), {}), ((1,), {}), ((1, 2), {}), ((1, 2, 3), {}), ((1, 2, 3, 4), {}), ((), {"a": 1}), ((1,), {"a": 1}), ((1,), {"b": 1}), ((1, 2), {"zz": 1}), ((), {"a": 1, "b": 2, "c": 3}), ((1, 2), {"c": 3}), ((1, 2, 3, 4, 5), {"c": 3}), ((), {"k": 1}), ((), {"d": 1}), ((), {"aa": 1, "bb": 2})]:
        t(f, *a, **k)
t(lambda: f1(*5)); t(lambda: f1(**5)); t(lambda: f1(*[1], **{1: 2})); t(lambda: f1(**{"a": 1}, **{"a": 2})); t(lambda: f1(1, **{"a": 1}))
t(lambda: f1(a=1, **{"a": 2})); t(lambda: print(*1)); t(lambda: print(**{"x": 1})); t(lambda: dict(**{1: 2})); t(lambda: f1(*None)); t(lambda: f1(**None)); t(lambda: C().n(**[1]))
t(lambda: 5()); t(lambda: "a"()); t(lambda: None()); t(lambda: [](1)); t(lambda: C()()); t(lambda: (1, 2)(3)); t(lambda: f1(1)(2)); t(lambda: len()); t(lambda: len(1, 2)); t(lambda: len(x=1)); t(lambda: len(5)); t(lambda: int(1, 2, 3)); t(lambda: int("1", base=99)); t(lambda: int(x=1)); t(lambda: "a".join()); t(lambda: "a".join(1)); t(lambda: "a".join([1])); t(lambda: "".replace("a")); t(lambda: [].append()); t(lambda: [].append(1, 2)); t(lambda: [].pop("a")); t(lambda: [].pop()); t(lambda: [].index(1)); t(lambda: [].remove(1)); t(lambda: [].insert(1)); t(lambda: {}.pop()); t(lambda: {}.pop(1)); t(lambda: {}.get()); t(lambda: {}.popitem()); t(lambda: {}.update(1)); t(lambda: {}.update([1])); t(lambda: {}.update([(1, 2, 3)])); t(lambda: dict([1])); t(lambda: dict(1)); t(lambda: dict([[1]])); t(lambda: set(1)); t(lambda: set([[]])); t(lambda: {1, []}); t(lambda: {[]: 1}); t(lambda: {{}: 1}); t(lambda: hash([])); t(lambda: list(1)); t(lambda: tuple(1)); t(lambda: sum(1)); t(lambda: sum(["a"])); t(lambda: sum(["a"], "")); t(lambda: max()); t(lambda: max(1)); t(lambda: max([])); t(lambda: max(1, "a")); t(lambda: max([1], key=1)); t(lambda: min([], default=5)); t(lambda: sorted(1)); t(lambda: sorted([1, "a"])); t(lambda: sorted([1], 2)); t(lambda: sorted()); t(lambda: abs("a")); t(lambda: round("a")); t(lambda: round(1.5, "a")); t(lambda: pow(2, -1, 0)); t(lambda: pow(2, 3, 0)); t(lambda: pow(2, -1, 4)); t(lambda: pow("a", 2)); t(lambda: divmod(1, 0)); t(lambda: divmod("a", 1)); t(lambda: chr(-1)); t(lambda: chr("a")); t(lambda: chr(2**40)); t(lambda: ord("ab")); t(lambda: ord(5)); t(lambda: range()); t(lambda: range("a")); t(lambda: range(1, 2, 0)); t(lambda: range(1.5)); t(lambda: enumerate()); t(lambda: enumerate(1)); t(lambda: zip(1)); t(lambda: zip([1], 2)); t(lambda: list(zip([1], [1, 2], strict=True))); t(lambda: list(zip([1, 2], [1], strict=True))); t(lambda: list(zip([1], [1], [], strict=True))); t(lambda: map()); t(lambda: map(1)); t(lambda: list(map(1, [1]))); t(lambda: filter(1)); t(lambda: iter()); t(lambda: iter(1)); t(lambda: iter(1, 2)); t(lambda: next(1)); t(lambda: next([])); t(lambda: next(iter([]))); t(lambda: reversed(1)); t(lambda: reversed({1})); t(lambda: isinstance(1)); t(lambda: getattr(1)); t(lambda: getattr(1, 2)); t(lambda: getattr(1, "x")); t(lambda: setattr(1, "x", 2)); t(lambda: hasattr(1)); t(lambda: callable()); t(lambda: input(1, 2)); t(lambda: open()); t(lambda: format(1, 2)); t(lambda: format(1, "zz")); t(lambda: format("a", "d")); t(lambda: format(1.5, "d")); t(lambda: format([], "x")); t(lambda: "{}".format()); t(lambda: "{a}".format()); t(lambda: "{0.x}".format(1)); t(lambda: "{".format()); t(lambda: "}".format()); t(lambda: "{!z}".format(1)); t(lambda: "%d" % "a"); t(lambda: "%s %s" % 1); t(lambda: "%s" % (1, 2)); t(lambda: "%z" % 1); t(lambda: "%(a)s" % 1); t(lambda: "%(a)s" % {}); t(lambda: "%" % 1); t(lambda: "%c" % "ab"); t(lambda: "%*d" % ("a", 1)); t(lambda: "abc".encode("nope")); t(lambda: b"\xff".decode()); t(lambda: "\ud800".encode()); t(lambda: "é".encode("ascii")); t(lambda: bytes("a")); t(lambda: bytes(-1)); t(lambda: bytes([256])); t(lambda: bytes(["a"])); t(lambda: bytearray(5.5)); t(lambda: int("a")); t(lambda: int("")); t(lambda: int("1_")); t(lambda: int(None)); t(lambda: int([])); t(lambda: float("a")); t(lambda: float(None)); t(lambda: float("1e999")); t(lambda: int(float("inf"))); t(lambda: int(float("nan"))); t(lambda: 1 / 0); t(lambda: 1 // 0); t(lambda: 1 % 0); t(lambda: 1.0 / 0); t(lambda: 1.0 // 0); t(lambda: 1.0 % 0); t(lambda: 0 ** -1); t(lambda: 0.0 ** -1); t(lambda: 2.0 ** 5000); t(lambda: (-2.0) ** 0.5); t(lambda: 1 << -1); t(lambda: 1j // 1); t(lambda: 1j < 1); t(lambda: 1 + "a"); t(lambda: "a" + 1); t(lambda: [] + ()); t(lambda: () + []); t(lambda: {} + {}); t(lambda: {} | []); t(lambda: {1} | [1]); t(lambda: 1 < "a"); t(lambda: [1] < (1,)); t(lambda: {} < {}); t(lambda: None < None); t(lambda: not_defined); t(lambda: "abc"[5]); t(lambda: "abc"["a"]); t(lambda: [1]["a"]); t(lambda: [1][1.5]); t(lambda: [1][5]); t(lambda: (1,)[5]); t(lambda: {}[1]); t(lambda: {}[[]]); t(lambda: None[0]); t(lambda: 5[0]); t(lambda: len[0]); t(lambda: int[0]); t(lambda: [1][::0]); t(lambda: [1]["a":]); t(lambda: range(3)[5]); t(lambda: range(3)["a"]); t(lambda: b"a"[5]); t(lambda: b"a"["x"])
def st():
    x = [1, 2, 3]; x[::2] = [1]
t(st)
def st():
    x = [1]; x[5] = 1
t(st)
def st():
    x = (1,); x[0] = 1
t(st)
def st():
    x = "a"; x[0] = 1
t(st)
def st():
    x = "a"; del x[0]
t(st)
def st():
    x = [1]; x["a"] = 1
t(st)
def st():
    x = [1]; x[0:1] = 5
t(st)
def st():
    x = 5; x[0] = 1
t(st)
def st():
    x = None; x.y = 1
t(st)
def st():
    del x
t(st)
def st():
    a, b = 1
t(st)
def st():
    a, b = 1, 2, 3
t(st)
def st():
    a, b = (1,)
t(st)
def st():
    a, b, *c = (1,)
t(st)
def st():
    a, b = {1: 2}
t(st)
def st():
    [a, (b, c)] = [1, 2]
t(st)
def st():
    for a, b in [1]: pass
t(st)
def st():
    for a in 5: pass
t(st)
def st():
    with 5: pass
t(st)
def st():
    raise 5
t(st)
def st():
    raise int
t(st)
def st():
    raise ValueError from 5
t(st)
def st():
    try: raise ValueError
    except 5: pass
t(st)
def st():
    assert 1 == 2, "msg"
t(st)
def st():
    assert (lambda: 0)() , [1]
t(st)
def st():
    import nope.x
t(st)
def st():
    global gg; del gg
t(st)
def st():
    x += 1
t(st)
