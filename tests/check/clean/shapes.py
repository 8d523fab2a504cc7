# Classes as models write them.
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, Self, TypedDict, TypeVar, overload

T = TypeVar("T")


class Config(TypedDict, total=False):
    name: str
    size: int


class Size(NamedTuple):
    width: float
    height: float


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

    def __lt__(self, other: "Shape") -> bool:
        return self.area() < other.area()


@dataclass
class Rect(Shape):
    size: Size
    tags: list[str] = field(default_factory=list)

    def area(self) -> float:
        return self.size.width * self.size.height

    def tagged(self, tag: str) -> Self:
        self.tags.append(tag)
        return self


class Stack(Generic[T]):
    def __init__(self) -> None:
        self._items: list[T] = []

    def push(self, item: T) -> None:
        self._items.append(item)

    def pop(self) -> T:
        return self._items.pop()

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)


class Box[V]:
    def __init__(self, value: V) -> None:
        self.value = value

    def map[W](self, f: Callable[[V], W]) -> "Box[W]":
        return Box(f(self.value))


class Speaks(Protocol):
    def speak(self) -> str: ...


class Dog:
    def speak(self) -> str:
        return "woof"


@overload
def double(x: int) -> int: ...
@overload
def double(x: str) -> str: ...
def double(x: int | str) -> int | str:
    return x * 2


def announce(who: Speaks) -> str:
    return who.speak().upper()


def traced(f: Callable[..., T]) -> Callable[..., T]:
    def wrapper(*args: object, **kwargs: object) -> T:
        print(f.__name__)
        return f(*args, **kwargs)

    return wrapper


def describe(value: int | str | list[int] | None) -> str:
    match value:
        case None:
            return "nothing"
        case int():
            return f"number {value + 1}"
        case str():
            return value.upper()
        case [first, *_]:
            return f"list from {first}"
        case _:
            return "empty list"


stack: Stack[Rect] = Stack()
stack.push(Rect(Size(1, 2)).tagged("a"))
stack.push(Rect(Size(2, 3)))
config: Config = {"name": "x"}
print(min(stack).area(), stack.pop().size.width, Box(3).map(str).value.upper(), announce(Dog()))
print(double(2) + 1, double("a").upper(), config.get("size", 0) + 1, traced(describe)(None))
