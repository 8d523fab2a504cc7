# Classes, dataclasses, enums, protocols, overloads.
import enum
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, Protocol


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Pair(NamedTuple):
    left: str
    right: int


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.sid**2  # error: unresolved-attribute


class HasArea(Protocol):
    def area(self) -> float: ...


def measure(thing: HasArea) -> float:
    return thing.area()


def apply(f: Callable[[int], str], n: int) -> str:
    return f(n)


def total(numbers: Iterable[int]) -> int:
    return sum(numbers)


def mode(kind: Literal["fast", "slow"]) -> None: ...


LIMIT: Final = 3

Point()  # error: missing-argument
Point("1")  # error: invalid-argument-type
Point(1, z=2)  # error: unknown-argument
Point(1).x = 2  # error: invalid-assignment
Point(1).z  # error: unresolved-attribute
Colour.GREEN  # error: unresolved-attribute
Colour.RED.valu  # error: unresolved-attribute
Pair("a", "b")  # error: invalid-argument-type
Pair("a", 1).middle  # error: unresolved-attribute
Square()  # error: missing-argument
Square(2).area  # a bound method that nobody calls is no error
Square(2).perimeter()  # error: unresolved-attribute
measure(Point(1))  # error: invalid-argument-type
apply(len, 3)  # error: invalid-argument-type
apply(lambda a, b: "x", 3)  # error: invalid-argument-type
total(["a"])  # error: invalid-argument-type
total(3)  # error: invalid-argument-type
mode("medium")  # error: invalid-argument-type
LIMIT = 4  # error: invalid-assignment
super().area()  # error: unavailable-implicit-super-arguments
isinstance(1, "int")  # error: invalid-argument-type


def returns_wrong() -> list[str]:
    return [1, 2]  # error: invalid-return-type


def default(n: int = "a") -> int:  # error: invalid-parameter-default
    return n


def annotated(n: intt) -> None: ...  # error: unresolved-reference


def stops(n: int) -> int:
    try:
        return n
    except "ValueError":  # error: invalid-exception-caught
        return 0


with 5 as nothing:  # error: invalid-context-manager
    print(nothing)

match Pair("a", 1):
    case Pair(left=x, centre=y):  # a pattern may fail, which is no error
        print(x)
