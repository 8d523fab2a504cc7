# oracle: 3.14
import annotationlib
def f(a: Undefined, b: int = 3, *c: "str", d: list[int], **e: print("never evaluated")) -> Later: pass
try:
    f.__annotations__
except NameError as e:
    print(e)
Undefined = float
class Later: pass
print(f.__annotations__)
print(f.__annotations__ is f.__annotations__)
class A:
    x: int
    y: B = 5
    z: "quoted" = 1
    (paren): int = 3
    def m(self, o: A) -> A: return o
    __private: int = 4
try:
    A.__annotations__
except NameError as e:
    print(e)
B = str
print(A.__annotations__, A.m.__annotations__ == {"o": A, "return": A})
g: NotDefined
g2: int = 5
print(g2)
try:
    __annotations__
except NameError as e:
    print(e)
def local():
    v: Nope = 1
    w: int
    try:
        w
    except UnboundLocalError as e:
        print(e)
    return v
print(local())
def h(x: unknown.attr[3] | None): pass
print(annotationlib.get_annotations(h, format=annotationlib.Format.STRING))
fr = annotationlib.get_annotations(h, format=annotationlib.Format.FORWARDREF)
print(type(fr["x"]).__name__)
print(annotationlib.get_annotations(f), callable(f.__annotate__), f.__annotate__(1) == f.__annotations__)
def no(): pass
print(no.__annotations__, no.__annotate__)
no.__annotations__ = {"a": 1}
print(no.__annotations__)
class Derived(A): pass
print(Derived.__annotations__)
def closure():
    T = dict
    def inner(a: T): pass
    T = list
    return inner
print(closure().__annotations__)
class Cl:
    attr = int
    def m(self, a: attr): pass
    n: attr
print(Cl.m.__annotations__, Cl.__annotations__)
lst = []
class Order:
    lst.append("body")
    a: lst.append("annotation") = lst.append("value")
print(lst)
print(Order.__annotations__, lst)
if False:
    cond: int = 3
class Cond:
    if True: yes: int
    if False: no: int
    for _ in range(1): loop: str
print(Cond.__annotations__)
for code in ["x: int: str", "(x, y): int", "[a]: int", "x, y: int", "f(): int", "def g():\n nonlocal_: (yield)", "x: (y := 1)", "class A:\n  x: (yield)", "def f(a: (yield)): pass", "def f(a: (b := 1)): pass", "1: int", "x: *int", "def f():\n global q\n q: int = 1"]:
    try:
        compile(code, "s", "exec")
        print("ok", repr(code))
    except SyntaxError as e:
        print(repr(code), e.msg)
d = {}
d["k"]: NeverLooked = 5
A.q: AlsoNever = 6
print(d, A.q)
