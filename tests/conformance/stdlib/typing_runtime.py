from typing import (Any, Optional, Union, List, Dict, Tuple, Callable, Literal, Generic, TypeVar, Protocol, NamedTuple,
                    TypedDict, NewType, cast, overload, final, Annotated, ClassVar, Final, get_type_hints, get_origin,
                    get_args, runtime_checkable, Self, Never, Required, NotRequired, is_typeddict, assert_never,
                    get_overloads, override, TYPE_CHECKING, Iterable, Sequence, Mapping, Type, DefaultDict, NoReturn,
                    TypeAlias, SupportsInt, ParamSpec, Concatenate, dataclass_transform, Set, FrozenSet, Iterator)
import collections.abc


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


print(List[int], Dict[str, Any], Tuple[int, ...], Tuple[()], Callable[[int, str], bool], Callable[..., None], Any)
print(Literal["a", 1, None], ClassVar[int], Final[str], Type[int], Sequence[str], Mapping[str, List[int]], Annotated[int, "x"])
print(Optional[int] == Union[int, None], Union[int, int] is int, Union[int, str] == Union[str, int], Optional[int] == (int | None))
print(get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]), get_args(Optional[int]), get_origin(3))
print(get_origin(Literal[1]), get_args(Literal[1, 2]), get_args(Annotated[int, 5]), get_origin(list[int]), get_args(tuple[int, str]))
T = TypeVar("T")
N = TypeVar("N", int, float)
B = TypeVar("B", bound=str, covariant=True)
print(T, N, B, N.__constraints__, B.__bound__, List[T], List[T][int], Dict[str, T][int])


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


s = Stack[int]()
s.push(1)
print(s.pop(), Stack.__parameters__, s.__orig_class__, Stack[int].__args__)
attempt(lambda: Stack[int, str])


class IntStack(Stack[int]):
    pass


print(IntStack().items, IntStack.__orig_bases__, IntStack.__mro__[1].__name__)


@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...


class File:
    def close(self):
        pass


print(isinstance(File(), Closer), isinstance(3, Closer), issubclass(File, Closer), isinstance(3, SupportsInt))
attempt(lambda: Closer())


class Named(Protocol):
    name: str


attempt(lambda: isinstance(3, Named))


class Employee(NamedTuple):
    name: str
    id: int = 3

    def label(self) -> str:
        return f"{self.name}#{self.id}"


e = Employee("Bo")
print(e, e.label(), e.id, Employee.__annotations__, Employee._field_defaults, e._replace(id=9), e == ("Bo", 3))
attempt(lambda: Employee())


class Movie(TypedDict):
    title: str
    year: NotRequired[int]


class Long(Movie, total=False):
    minutes: int


print(Movie(title="x"), sorted(Movie.__required_keys__), sorted(Movie.__optional_keys__), is_typeddict(Movie), Movie.__total__)
print(sorted(Long.__required_keys__), sorted(Long.__optional_keys__), Long.__total__, type(Movie(title="a")).__name__)
attempt(lambda: isinstance({}, Movie))
UserId = NewType("UserId", int)
print(UserId(5) + 1, UserId.__name__, UserId.__supertype__)
print(cast(str, 5), TYPE_CHECKING)


class Node:
    next: "Node"
    value: "List[int]"
    label: Annotated[str, "doc"] = ""

    def link(self, other: "Node", *rest: int, flag: bool = False) -> "Node":
        return other


print(get_type_hints(Node))
print(get_type_hints(Node, include_extras=True)["label"])
print(get_type_hints(Node.link))


@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x):
    return x


print(f(1), len(get_overloads(f)))


@final
class Done:
    @override
    def go(self):
        return 1


print(Done.__final__, Done.go.__override__)
attempt(lambda: assert_never("x"))
attempt(lambda: List())
attempt(lambda: Optional[int, str])
attempt(lambda: Any())
attempt(lambda: Union[()])
P = ParamSpec("P")
print(P, Callable[P, T], Concatenate[int, P], Callable[P, T][[int, str], bool])
print(isinstance([], List), isinstance({}, Dict), issubclass(list, List), isinstance([], Iterable))
attempt(lambda: isinstance([], List[int]))


class MyMap(Dict[str, int]):
    pass


print(MyMap(a=1), MyMap.__mro__[1].__name__, DefaultDict[str, list], collections.abc.Callable[[int], str])
Box = TypedDict("Box", {"w": int})
print(Box(w=1), Box.__annotations__)
Pt = NamedTuple("Pt", [("x", int), ("y", int)])
print(Pt(1, 2))
