from dataclasses import dataclass
@dataclass
class Pt:
    x: int
    y: int
class Node:
    __match_args__ = ("left", "right")
    def __init__(self, l, r): self.left, self.right = l, r
class Color:
    RED = 1
    BLUE = "b"
def kind(v):
    match v:
        case None: return "none"
        case True | False: return f"bool {v}"
        case 0: return "zero"
        case -1 | 1.5 | 2+3j: return f"number {v}"
        case "yes" | b"bytes" as s: return f"literal {s!r}"
        case Color.BLUE: return "blue"
        case []: return "empty seq"
        case [x]: return f"one {x}"
        case [1, *rest]: return f"starts 1 {rest}"
        case [*init, 9]: return f"ends 9 {init}"
        case [a, b] if a == b: return f"pair equal {a}"
        case (a, [b, *_], c): return f"nested {a} {b} {c}"
        case {"type": "pt", "x": x, **rest}: return f"map {x} {rest}"
        case {"k": [_, {"deep": d}]}: return f"deep {d}"
        case {}: return f"mapping {len(v)}"
        case Pt(0, y=y): return f"on y axis {y}"
        case Pt(x=x, y=y) if x > y: return f"pt {x}>{y}"
        case Pt(): return "pt"
        case Node(Node(l, None), r): return f"node {l} {r}"
        case Node(left=l): return f"left {l}"
        case int(n) | float(n): return f"num {n}"
        case str(): return f"str {v}"
        case list() | tuple(): return f"seq {len(v)}"
        case set(s): return f"set {len(s)}"
        case type(): return f"class {v.__name__}"
        case _: return f"other {type(v).__name__}"
for v in [None, True, False, 0, 0.0, -1, 1.5, 2+3j, "yes", b"bytes", "b", [], (), [5], (1, 2, 3), [4, 9], [3, 3], (1,), (5, [6, 7], 8), range(0), range(1, 4), {"type": "pt", "x": 1, "z": 2},
          {"k": [0, {"deep": "D"}]}, {}, {"a": 1}, Pt(0, 3), Pt(4, 2), Pt(1, 2), Node(Node(1, None), 2), Node(1, 2), 7, 7.5, "str", "ab", b"ab", bytearray(b"x"), [1, 2, 3, 4], (7, 8, 5, 6), {1, 2}, int, object()]:
    print(repr(v) if not isinstance(v, (Node, object().__class__)) else type(v).__name__, "->", kind(v))
def capture(v):
    match v:
        case (a, b) | [a, b, _]: pass
        case {"a": a, "b": b}: pass
        case a: b = "whole"
    return a, b
print(capture([1, 2]), capture((1, 2, 3)), capture({"a": 1, "b": 2}), capture(5))
class Seq:
    def __len__(self): return 2
    def __getitem__(self, i): return i
from collections import deque, OrderedDict, defaultdict, UserDict
from collections.abc import Sequence, Mapping
class RealSeq(Sequence):
    def __len__(self): return 2
    def __getitem__(self, i):
        if i > 1: raise IndexError
        return i * 10
def f(v):
    match v:
        case [a, b]: return a, b
        case {"z": z}: return "z", z
    return None
dd = defaultdict(list)
print(f(Seq()), f(RealSeq()), f(deque([1, 2])), f(OrderedDict(z=1)), f(dd), len(dd), f(UserDict(z=3)), f("ab"), f({1, 2}), f(iter([1, 2])))
class Bad1:
    __match_args__ = "x"
class Bad2:
    __match_args__ = (1,)
class Bad3:
    __match_args__ = ("x",)
for c in (Bad1, Bad2, Bad3):
    try:
        match c():
            case c(a): print("?")
            case _: print("no match")
    except TypeError as e:
        print(e)
for code in ["match Pt(1,2):\n case Pt(1, 2, 3): pass", "match 5:\n case int(a, b): pass", "match 5:\n case Color(x): pass", "C = 5\nmatch 5:\n case C(): pass", "match Pt(1,2):\n case Pt(1, x=1): pass", "match Color():\n case Color(3): pass"]:
    try:
        exec(code)
        print("no error")
    except Exception as e:
        print(type(e).__name__, e)
for code in ["case a: pass\n case b: pass", "case [*a, *b]: pass", "case {**r, 'a': 1}: pass", "case a | b: pass", "case (a, a): pass", "case {'a': 1, 'a': 2}: pass", "case x.y(): pass", "case 1 + 1: pass", "case f'x': pass", "case Pt(x=1, 2): pass", "case {1: _, **_}: pass", "case -x: pass", "case _ | 1: pass", "case Pt(x=a, x=b): pass"]:
    try:
        compile("match 1:\n " + code, "f", "exec")
        print("ok", code)
    except SyntaxError as e:
        print(e.msg)
match = {"case": 1}
case = match["case"]
print(match, case)
match (match):
    case {"case": case}: print("soft", case)
match 1, 2:
    case 1, x: print("tuple", x)
match = lambda *a: a
print(match(1), match (2))
_ = 7
match 3:
    case _: print(_)
log = []
class Eq:
    def __init__(self, n): self.n = n
    def __eq__(self, o): log.append(self.n); return False
class NS:
    a, b = Eq("a"), Eq("b")
match 1:
    case NS.a | NS.b: pass
    case (1 as q): print("as", q, log)
