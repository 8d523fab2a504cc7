from typing import TypeVar, Generic, TypeVarTuple, ParamSpec
def first[T](xs: list[T]) -> T:
    return xs[0]
print(first([3]), first.__type_params__, first.__annotations__)
class Stack[T]:
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, x: T) -> "Stack[T]":
        self.items.append(x)
        return self
    def map[U](self, f) -> "list[U]": return [f(i) for i in self.items]
print(Stack[int]().push(1).push(2).map(str), Stack.__type_params__, Stack.__parameters__, Stack[int], Stack.map.__type_params__)
print(Stack.__bases__, Stack.__mro__[1].__name__, Stack.__orig_bases__)
type Alias[K, V] = dict[K, list[V]]
type Simple = int | str
type Rec = list[Rec] | None
print(Alias, Alias.__name__, Alias.__value__, Alias.__type_params__, Alias[int, str], Simple.__value__, type(Simple).__name__)
print(Rec.__value__)
type Lazy = NotYetDefined
try:
    Lazy.__value__
except NameError as e:
    print(e)
NotYetDefined = int
print(Lazy.__value__)
def bounded[T: int, U: (str, bytes), *Ts, **P](a: T, b: U, *args: *Ts) -> None:
    T_, U_, Ts_, P_ = bounded.__type_params__
    return T_.__bound__, U_.__constraints__, Ts_, P_, T_.__name__, type(Ts_).__name__, type(P_).__name__
print(bounded(1, "a"))
class B[T: "Later"]: pass
class Later: pass
print(B.__type_params__[0].__bound__)
def dflt():
    x = "local"
    def g[T](a=x): return a, x
    return g()
print(dflt())
class Outer[T]:
    class Inner[U]:
        def m[V](self): return Outer.__type_params__ + Outer.Inner.__type_params__
    attr = T
print(Outer.Inner().m(), Outer.attr)
T = "global"
def shadow[T](): return T
print(shadow(), T)
class Meth[T]:
    T = "class attr"
    def m(self): return T
print(Meth().m(), Meth.T)
for code in ["def f[T, T](): pass", "class A[T]:\n def f(self):\n  nonlocal T", "def f[T: (yield)](): pass", "type X[T] = (T := 1)", "def f[](): pass", "type X = (yield)", "class A[T: await x]: pass", "def f[*Ts: int](): pass", "type = 5\nprint(type)", "type X[T=int] = list[T]\nprint(X.__type_params__[0].__default__)", "def f[T=int, U](): pass", "type int = str", "type X.y = 1", "def f[T]():\n  global T"]:
    try:
        exec(code, {})
    except SyntaxError as e:
        print(repr(code), e.msg)
TV = TypeVar("TV")
class Old(Generic[TV]): pass
print(Old[int], Old.__parameters__, TV, TypeVar("C", bound=int, covariant=True), Old[int].__args__, Old[int].__origin__)
class Two(Old[int], dict): pass
print(Two.__mro__[1].__name__, Two.__orig_bases__)
try:
    class Bad[T](Generic[T]): pass
except TypeError as e:
    print(e)
for code in ["Stack[int, str]", "Old[int][str]", "Alias[int]", "Generic[5]", "TypeVar('A', int)", "Simple[int]"]:
    try:
        print(code, eval(code))
    except TypeError as e:
        print(code, "->", e)
print(isinstance(5, int | str), int | None, (int | str) == (str | int), list[int] | None, repr(int | "X") if False else "", (int | str).__args__, isinstance([], list | None))
try:
    isinstance([], list[int])
except TypeError as e:
    print(e)
try:
    isinstance(5, Simple)
except TypeError as e:
    print(e)
print(list[int], dict[str, list[int]], tuple[int, ...], list[int]([1]), list[int].__origin__, list[int].__args__, type(list[int]).__name__, list[int] == list[int], tuple[()], type[int], list["x"])
