# oracle: 3.14
# What came with 3.12 to 3.14, and patterns of every kind.
import typing, types
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
name, n = "w", 5
tpl = t"hello {name!r:>{n}} and {n + 1:.2f}{name=}"
print(tpl.strings, [(i.value, i.expression, i.conversion, i.format_spec) for i in tpl.interpolations], tpl.values)
print(type(tpl).__name__, type(tpl).__module__, list(t"{1}a{2}"), t"" , repr(t"a{1!s:x}"))
print((t"a" + t"b{1}").strings, t"x" t"y{2}z".__class__ if 0 else 0)
try:
    raise ValueError(1)
except ValueError, TypeError:
    print("758")
try:
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError, KeyError: print("star758")
except Exception as e: print(e)
type Alias[T: int, *Ts, **P] = dict[T, tuple[*Ts]] | typing.Callable[P, T]
print(Alias, Alias.__type_params__, Alias.__value__, [type(p).__name__ for p in Alias.__type_params__])
class Box[T = int]:
    def get[U: (int, str)](self, x: U) -> T: return x
print(Box.__type_params__, Box.__type_params__[0].__default__, Box.get.__type_params__[0].__constraints__, Box[str], Box.__orig_bases__, Box.__mro__)
def ident[T](x: T) -> T: return x
print(ident.__type_params__, ident.__annotations__, ident.__name__)
type Rec = list[Rec] | int
print(Rec.__value__, Rec.__name__, repr(Rec))
t(lambda: Alias[int]); t(lambda: Rec()); t(lambda: Rec[int]); t(lambda: isinstance(1, Rec)); t(lambda: Box[int, str]); t(lambda: typing.TypeVar("T", int)); t(lambda: typing.TypeVar("T", bound=int, covariant=True))
print(int | str, int | None, type(int | str), typing.Union[int, str] is (int | str) if 0 else typing.Union[int, str], typing.Optional[int], (int | str).__args__, list[int] | None, int | "str" if 0 else 0)
print(typing.get_type_hints(ident) if 0 else "", types.UnionType is typing.Union)
def m(x):
    match x:
        case 0 | 1: return "small"
        case int(n) if n < 0: return f"neg {n}"
        case float() | complex(): return "fc"
        case str(s): return f"str {s}"
        case []: return "empty"
        case [1, *rest, 9]: return f"1..9 {rest}"
        case [a, b]: return f"two {a} {b}"
        case [[x, y], {"k": v}]: return (x, y, v)
        case (a, *_): return f"seq {a}"
        case {"type": "p", "x": x, **kw}: return (x, kw)
        case {"n": None}: return "nn"
        case {}: return "map"
        case types.SimpleNamespace(a=1, b=b): return b
        case None: return "none"
        case True: return "true"
        case _: return "other"
for v in [0, 1, True, -5, 7, 1.5, 2j, "s", b"x", [], [1, 2, 9], [1, 9], [3, 4], [[1, 2], {"k": 3}], (5, 6, 7), {"type": "p", "x": 1, "z": 2}, {"n": None}, {}, {"q": 1}, types.SimpleNamespace(a=1, b=2), None, object, range(3), bytearray(b"ab"), {1}]:
    print(repr(v)[:30], "->", m(v))
class Pt:
    __match_args__ = ("x", "y")
    def __init__(s, x, y): s.x, s.y = x, y
def pm(p):
    match p:
        case Pt(0, 0): return "origin"
        case Pt(x, y=0): return f"x={x}"
        case Pt(x=0): return "y axis"
        case Pt(): return "pt"
print([pm(Pt(*c)) for c in [(0, 0), (1, 0), (0, 1), (1, 1)]])
def bad1():
    match Pt(1, 2):
        case Pt(1, 2, 3): pass
def bad2():
    match 5:
        case int(1, 2): pass
def bad3():
    class Q: __match_args__ = 5
    match Q():
        case Q(1): pass
def bad4():
    class Q: __match_args__ = (5,)
    match Q():
        case Q(1): pass
def bad5():
    match Pt(1, 2):
        case Pt(1, x=2): pass
def bad6():
    x = 5
    match 5:
        case x.y: pass
def bad7():
    f = 5
    match 5:
        case f(): pass
for b in (bad1, bad2, bad3, bad4, bad5, bad6, bad7): t(b)
def fin():
    for i in range(3):
        try: continue
        finally: pass
    return i
print(fin())
print([*range(3), *"ab"], {**{"a": 1}, "b": 2, **{"a": 3}}, (*[], 1), {*[1, 2], 3}, [x := 5, x + 1], (y := 3) + y)
print(f"{'a' 'b'}{1:{'>'}{4}}{{}}{n!r:^{n}}{n:=+5d}", f"{n=}, {n = }, {n=:>4}, {n + 1=}", f'{f"{f'{n}'}"}')
def kwo(a, /, b, *, c=1, **k): return a, b, c, k
print(kwo(1, b=2, a=3), kwo(1, 2, c=3, d=4))
def deco(*a): return lambda f: (print("deco", a), f)[1]
@deco(1)
@(lambda f: f)
def decorated(): return 1
print(decorated())
lst = [1, 2, 3, 4, 5]; lst[1:3] = "abc"; print(lst); del lst[::2]; print(lst); lst[len(lst):] = [9]; print(lst, lst[-1:], lst[::-1], lst[5:1:-2])
a, *b, c = "hello"; print(a, b, c); (d, e), f = (1, 2), 3; print(d, e, f); [g, *h] = {1: 2}; print(g, h)
x = y = z = []; x.append(1); print(y, z is x)
print(1 < 2 < 3, 1 < 3 > 2, 1 == 1.0 == True, 3 in [1, 2, 3] == True, not 1 == 2, 1 if [] else 2, -2 ** 2, 2 ** -1, 2 ** 3 ** 2, 7 // -2, -7 % 3, 7 % -3, 1_000, 0x_ff, 1e3, .5, 5., 1_0.0_1)
try: exec("class C:\n  x = 1\n  y = [x for _ in range(2)]")
except NameError as e: print(e)
import annotationlib
class Ann:
    a: int
    b: "str" = "x"
    c: undefined_thing
print(annotationlib.get_annotations(Ann, format=annotationlib.Format.STRING), Ann.__annotate__ is not None)
async def ag():
    yield 1
print(type(ag()).__name__, [k for k in dir(ag()) if not k.startswith("_")])
print(bytes(range(3)), "%s" % b"a", b"%s" % b"a", "é".encode(), "a\tb".expandtabs(), "x".join(["1", "2"]), "abc".removeprefix("a"), "%-5s|" % "a", "abc"[::-1])
print(int.from_bytes(b"\x01\x02"), (258).to_bytes(2), (5).bit_count(), float.fromhex("0x1p-2"), (0.1).hex(), (1.5).as_integer_ratio(), float.from_number(3), complex.from_number(2))
