from dataclasses import (dataclass, field, fields, asdict, astuple, replace, make_dataclass, is_dataclass, InitVar,
                         KW_ONLY, FrozenInstanceError, MISSING)
from typing import ClassVar, Optional, List


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False, repr=False)
    count: ClassVar[int] = 3


p = Point(1, 2)
print(p, p == Point(1, 2, ["a"]), p < Point(2), sorted([Point(3), Point(1, 5), Point(1)]))
attempt(lambda: Point())
attempt(lambda: Point(1, 2, 3, 4))
attempt(lambda: p < 3)
attempt(lambda: hash(p))
print([f.name for f in fields(Point)], Point.__match_args__, is_dataclass(Point), is_dataclass(3))
print(asdict(p), astuple(p), replace(p, y=9))
attempt(lambda: replace(p, z=1))
print(Point.__doc__)


@dataclass(frozen=True)
class Key:
    name: str
    group: Optional[str] = None


k = Key("a")
print(k, hash(k) == hash(Key("a")), {k: 1}[Key("a")])


def change():
    k.name = "b"


def remove():
    del k.name


attempt(change)
attempt(remove)


@dataclass
class Base:
    a: int
    b: str = "b"


@dataclass
class Child(Base):
    c: float = 1.5
    a: int = 7
    _: KW_ONLY
    flag: bool = False


print(Child(), Child(1, "x", 2.0, flag=True))
attempt(lambda: Child(1, "x", 2.0, True))


@dataclass
class WithInit:
    x: int
    scale: InitVar[int] = 2
    doubled: int = field(init=False)

    def __post_init__(self, scale):
        self.doubled = self.x * scale


print(WithInit(4), WithInit(4, 5))


@dataclass(slots=True)
class Slotted:
    x: int
    y: List[int] = field(default_factory=list)


s = Slotted(1)
s.y.append(3)
print(s, Slotted.__slots__, hasattr(s, "__dict__"))


def extra():
    s.z = 1


attempt(lambda: extra())


def bad_default():
    @dataclass
    class Bad:
        x: list = []


def bad_order():
    @dataclass
    class Bad:
        x: int = 1
        y: int


def bad_frozen():
    @dataclass
    class Bad(Key):
        z: int = 1


def bad_eq():
    @dataclass(order=True, eq=False)
    class Bad:
        x: int


for check in (bad_default, bad_order, bad_frozen, bad_eq):
    attempt(check)
attempt(lambda: field(default=1, default_factory=list))
attempt(lambda: fields(3))
attempt(lambda: asdict(Point))

Made = make_dataclass("Made", [("x", int), ("y", int, field(default=5))], namespace={"sum": lambda self: self.x + self.y})
print(Made(1), Made(1).sum())
attempt(lambda: make_dataclass("M", ["for"]))


@dataclass
class Tree:
    value: int
    children: list["Tree"] = field(default_factory=list)


t = Tree(1, [Tree(2), Tree(3, [Tree(4)])])
print(t)
print(asdict(t))
t.children.append(t)
print(t)


@dataclass(unsafe_hash=True, repr=False, eq=True)
class H:
    x: int
    y: int = field(hash=False, default=0)


print(hash(H(1, 2)) == hash(H(1, 3)))
match Point(1, 2):
    case Point(x, y=2):
        print("matched", x)
print(MISSING is not None, FrozenInstanceError.__mro__[1].__name__)
