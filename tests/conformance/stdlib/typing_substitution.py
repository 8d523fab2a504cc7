# Unions with forward references, substitution inside of aliases, generic named tuples, hints of builtin types.
import collections.abc
from typing import *

T, U = TypeVar("T"), TypeVar("U")
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")

def t(f):
    try: print(f())
    except TypeError as e: print("TypeError", e)

Tree = Union[int, "Tree", List["Tree"]]
print(get_args(Tree)[:2], get_args(Union["A", None]), Union[Any, str] == Union[str, Any], Union["A"] == ForwardRef("A"))
def walk(tree: Tree, name: Optional["A"] = None) -> Union[List, "A"]: ...
class A: pass
print(get_type_hints(walk)["return"] == Union[List, A], get_args(Union[Literal[1], Literal[2], Callable, Sized, NoReturn]))
print(get_type_hints(int), get_type_hints(dict))

print(get_args(list[Optional[T]][int])[0] == Optional[int], get_args(list[Union[T, U]][int, str])[0] == Union[int, str])
print(dict[str, Callable[[T], U]][int, str], list[tuple[T, ...]][int])
print(tuple[*Ts][int, str], tuple[int, *Ts][()], dict[T, tuple[*Ts]][str, int, int])
C = collections.abc.Callable
print(C[P, T][[int, str], float], C[P, T][..., int], C[Concatenate[int, P], T][[str], bytes])
print(Concatenate[int, P][[str, float]], Callable[Concatenate[int, P], int], get_origin(Callable["P", int]) is C)
print(get_args(ContextManager[int]), get_args(AsyncContextManager[int, None]))
t(lambda: list[T][int, str]); t(lambda: list[int][str])

class Pair(NamedTuple, Generic[T]):
    first: T
    second: T = None
print(Pair(1, 2), Pair[int](1), Pair.__bases__ == (tuple, Generic), get_origin(Pair[int]) is Pair, Pair(1).second)

for form in Self, ClassVar, LiteralString:
    t(lambda: type("B", (type(form),), {}))
print(get_args(Callable[Concatenate[int, P], str]), get_args(C[Concatenate[int, P], str]), get_args(Callable[P, int]), get_args(C[[int], str]))
