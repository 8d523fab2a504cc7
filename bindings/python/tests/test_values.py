"""Objects that are no builtins, both ways."""

import collections
import datetime as dt
import decimal
import enum
import fractions
import pathlib
import uuid
import zoneinfo
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypedDict

import monty
import pytest


@dataclass
class Point:
    x: int
    y: float = 0.5
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Key:
    name: str
    inner: Point | None = None


@dataclass
class Unhashable:
    n: int

    def __hash__(self) -> int:  # in the program it is a dataclass that is not frozen
        return 1


class Pair(NamedTuple):
    a: int
    b: str


class Color(enum.Enum):
    RED = 1
    BLUE = "b"


class Level(enum.IntEnum):
    LOW = 1


class Movie(TypedDict):
    title: str
    year: int


def both(value: object, **options: Any) -> Any:
    """Through a sandbox as an input, an argument and an answer of a tool, and a result."""
    seen: list[object] = []

    def tool(v: object) -> object:
        seen.append(v)
        return value

    out, answered = monty.run("[v, tool(v)]", inputs={"v": value}, tools=[tool], **options)
    assert seen == [value] and answered == value and type(seen[0]) is type(answered) is type(value)
    return out


UTC = dt.timezone.utc
EAST = dt.timezone(dt.timedelta(hours=5, minutes=30), "IST")


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2026, 2, 28), dt.datetime(2026, 1, 31, 12, 30, 15, 250), dt.datetime(1, 1, 1, tzinfo=UTC), dt.datetime(2026, 1, 31, fold=1, tzinfo=EAST),
        dt.time(23, 59, 59, 999999), dt.time(1, tzinfo=EAST), dt.timedelta(days=-3, microseconds=7), UTC, EAST,
        decimal.Decimal("-12.50"), decimal.Decimal("1E+20"), decimal.Decimal("Infinity"), decimal.Decimal("0"), decimal.Decimal("1.000"),
        pathlib.PurePosixPath("/a/b.txt"), pathlib.PurePosixPath("a/../b"), uuid.UUID("12345678-1234-5678-1234-567812345678"),
        fractions.Fraction(-3, 7), 1.5 - 2j, Point(1), Point(2, 3.5, ["a"]), Key("k", Point(1)), Pair(1, "x"), Color.RED, Color.BLUE,
    ],
    ids=repr,
)  # fmt: skip
def test_both_ways(value: object) -> None:
    out = both(value)
    assert out == value and type(out) is type(value) and repr(out) == repr(value)
    assert both({"k": [value, (value,)]}) == {"k": [value, (value,)]}


def test_programs_use_what_came_in() -> None:
    assert monty.run("from datetime import timedelta\n(d + timedelta(days=1)).isoformat()", inputs={"d": dt.date(2026, 2, 28)}) == "2026-03-01"
    assert monty.run("p.x += 1\np.x + p.y", inputs={"p": Point(1)}) == 2.5
    assert monty.run("repr(p)", inputs={"p": Point(1)}) == "Point(x=1, y=0.5, tags=[])"
    assert monty.run("{k: 1}[k], k.name", inputs={"k": Key("n")}) == (1, "n")
    assert monty.run("a, b = p\n[a, p.b, p._fields]", inputs={"p": Pair(1, "x")}) == [1, "x", ("a", "b")]
    assert monty.run("[c.name, c.value, type(c).BLUE.value, len(type(c))]", inputs={"c": Color.RED}) == ["RED", 1, "b", 2]
    assert monty.run("[p.name, str(p.parent)]", inputs={"p": pathlib.Path("/a/b")}) == ["b", "/a"]
    assert monty.run("d * 2", inputs={"d": decimal.Decimal("1.10")}) == decimal.Decimal("2.20")
    with pytest.raises(monty.MontyRuntimeError, match="FrozenInstanceError"):
        monty.run("k.name = 'x'", inputs={"k": Key("n")})


def test_keys_whose_hash_is_code() -> None:
    keys: Any = ({Key("a"), Key("b"), 1}, frozenset({Key("a")}), {Key("a"): Point(1), 2: {dt.date(2026, 1, 1): 1}})
    assert both(list(keys)) == list(keys)
    with pytest.raises(monty.MontyRuntimeError, match="unhashable"):
        monty.run("v", inputs={"v": {Unhashable(1)}})


def test_enums_that_are_numbers_and_typed_dicts_are_what_they_are() -> None:
    assert monty.run("level + 1", inputs={"level": Level.LOW}) == 2
    movie: Movie = {"title": "Brazil", "year": 1985}
    assert both(movie) == movie


def test_classes_of_the_program() -> None:
    code = "from dataclasses import dataclass\n@dataclass\nclass Cup:\n    size: int\n    color: str = 'red'\nCup(3)"
    cup = monty.run(code)
    assert isinstance(cup, monty.Object) and cup.size == 3 and repr(cup) == "Cup(size=3, color='red')" and cup.type_name__ == "Cup"
    with pytest.raises(AttributeError, match="'Cup' object has no attribute 'x'"):
        cup.x

    @dataclass
    class Cup:
        size: int
        color: str

    assert monty.run(code, types=[Cup]) == Cup(3, "red")
    pair = monty.run("from collections import namedtuple\nnamedtuple('P', 'a b')(1, 2)")
    assert pair == (1, 2) and pair.a == 1 and type(pair).__name__ == "P"
    color = monty.run("import enum\nclass Shade(enum.Enum):\n    DARK = 1\nShade.DARK")
    assert repr(color) == "Shade(name='DARK', value=1)"
    # A class of the program by the same name and fields is what instances are of.
    assert monty.run(code.replace("Cup(3)", "isinstance(make(), Cup)"), tools={"make": lambda: Cup(1, "b")}) is True


def test_a_dataclass_checks_what_comes_back() -> None:
    @dataclass
    class Positive:
        n: int

        def __post_init__(self) -> None:
            if self.n < 0:
                raise ValueError("n is negative")

    with pytest.raises(monty.MontyConversionError, match="a Positive cannot leave the sandbox: n is negative"):
        monty.run("p.n = -1\np", inputs={"p": Positive(1)})


def test_models() -> None:
    pydantic = pytest.importorskip("pydantic")

    class Order(pydantic.BaseModel):  # type: ignore[name-defined, misc]
        item: str
        count: int = 1

    assert both(Order(item="tea", count=2)) == Order(item="tea", count=2)
    assert monty.run("[o.item, o.count]", inputs={"o": Order(item="tea")}) == ["tea", 1]
    with pytest.raises(monty.MontyConversionError, match="a Order cannot leave"):
        monty.run("o.count = 'many'\no", inputs={"o": Order(item="tea")})


def test_exceptions_as_values() -> None:
    class Own(Exception):
        pass

    out = both_exceptions(ValueError("a", 1))
    assert type(out) is ValueError and out.args == ("a", 1)
    out = both_exceptions(KeyError("k"))
    assert type(out) is KeyError and out.args == ("k",)
    out = monty.run("class Mine(Exception): pass\nMine('m')")
    assert isinstance(out, monty.ProgramException) and out.type_name == "Mine" and str(out) == "m"
    assert type(monty.run("class Own(Exception): pass\nOwn('m')", types=[Own])) is Own


def both_exceptions(e: BaseException) -> Any:
    caught = monty.run("try:\n    raise e\nexcept Exception as x:\n    r = [type(x).__name__, x.args]\nr", inputs={"e": e})
    assert caught == [type(e).__name__, e.args]
    return monty.run("e", inputs={"e": e})


def test_zones_come_down_to_their_offset() -> None:
    try:
        zone = zoneinfo.ZoneInfo("Europe/Rome")
    except zoneinfo.ZoneInfoNotFoundError:
        pytest.skip("no time zones on this machine")
    moment = dt.datetime(2026, 7, 1, 12, tzinfo=zone)
    out = monty.run("m", inputs={"m": moment})
    assert out == moment and out.utcoffset() == dt.timedelta(hours=2) and out.tzname() == "CEST"


def test_handles_of_the_program() -> None:
    assert repr(monty.run("def total(): pass\ntotal")) == "<function total of the program>"
    assert repr(monty.run("class Bag: pass\nBag")) == "<class Bag of the program>"
    assert repr(monty.run("(i for i in [])")) == "<generator of the program>"
    bag = monty.run("class Bag: pass\nBag()")
    assert isinstance(bag, monty.Opaque) and bag.type_name == "Bag"


class Account:
    def __init__(self) -> None:
        self.owner = "Ada"
        self.balance = 10
        self.secret = "x"

    def deposit(self, amount: int, *, note: str = "") -> "int | str":
        if amount < 0:
            raise ValueError("negative")
        self.balance += amount
        return note or self.balance

    def close(self) -> None:
        raise AssertionError("not granted")


def test_handles_grant_what_they_name() -> None:
    account = Account()
    handle = monty.Handle(account, attributes=["owner", "balance"], methods=["deposit"])
    assert "deposit()" in repr(handle) and "Account" in repr(handle)
    code = "first = a.deposit(5)\nsecond = a.deposit(amount=1, note='n')\n[a.owner, a.balance, first, second, dir(a), a]"
    out = monty.run(code, inputs={"a": handle})
    assert out == ["Ada", 16, 15, "n", ["balance", "deposit", "owner"], account]
    assert monty.run("find().balance", tools={"find": lambda: handle}) == 16
    assert repr(monty.run("repr(a)", inputs={"a": handle})) == repr("<Account of the host>")
    for refused in ("a.secret", "a.close()", "a.balance = 1", "a.__init__.__globals__['os']", "type(a)._id.__get__(a)\na.x"):
        with pytest.raises(monty.MontyRuntimeError, match="AttributeError|KeyError"):
            monty.run(refused, inputs={"a": handle})
    with pytest.raises(monty.MontyRuntimeError, match="ValueError: negative"):
        monty.run("a.deposit(-1)", inputs={"a": handle})
    assert account.balance == 16
    forged = "h = object.__new__(type(a))\nh._id, h._title, h._attributes, h._methods = 1, 'x', ('owner',), ()\nh.owner"
    with pytest.raises(monty.MontyRuntimeError, match="LookupError"):
        monty.run(forged, inputs={"a": handle})
    forged = forged.replace("= 1,", "= a._id,").replace("'owner'", "'secret'").replace("h.owner", "h.secret")
    with pytest.raises(monty.MontyRuntimeError, match="AttributeError"):
        monty.run(forged, inputs={"a": handle})


def test_handles_of_programs_that_are_driven() -> None:
    account = Account()
    handle = monty.Handle(account, methods=["deposit"])
    for ask_os in (False, True):
        at = monty.Program("ask()\na.deposit(5)").start({"a": handle}, functions=["ask"], ask_os=ask_os)
        assert isinstance(at, monty.FunctionCall)
        data = at.dump()
        end = at.resume(None)
        assert isinstance(end, monty.Complete) and end.output == account.balance
        loaded = monty.Snapshot.load(data)  # knows no handles
        assert isinstance(loaded, monty.FunctionCall)
        with pytest.raises(monty.MontyRuntimeError, match="LookupError: the host does not know this handle"):
            loaded.resume(None)


def test_input_of_a_program_that_is_driven_is_at_its_end() -> None:
    with pytest.raises(monty.MontyRuntimeError, match="EOFError"):
        monty.Program("input()").start()


@pytest.mark.parametrize("value", [object(), lambda: 1, int, iter([]), collections, memoryview(b"")], ids=lambda v: type(v).__name__)
def test_what_does_not_cross_is_refused(value: object) -> None:
    with pytest.raises(monty.MontyConversionError, match="cannot enter the sandbox"):
        monty.run("v", inputs={"v": value})
    with pytest.raises(monty.MontyRuntimeError, match="cannot enter the sandbox"):
        monty.run("f()", tools={"f": lambda: value})


def test_programs_that_forge_values() -> None:
    forged = "import datetime\nd = object.__new__(datetime.date)\nd._year, d._month, d._day = 'x', 99, None\nd"
    with pytest.raises(monty.MontyConversionError, match="cannot leave"):
        monty.run(forged)
    assert isinstance(monty.run("class T(tuple):\n    _fields = ('a b', 'def')\nT([1, 2])"), tuple)
    assert isinstance(monty.run("class E:\n    _member_map_ = {}\nE()"), monty.Opaque)
    deep = "from dataclasses import dataclass\n@dataclass\nclass N:\n    next: object\nn = None\nfor _ in range(300): n = N(n)\nn"
    with pytest.raises(monty.MontyConversionError, match="deeper than 200"):
        monty.run(deep)
    with pytest.raises(monty.MontyConversionError, match="contains itself"):
        monty.run(deep.rpartition("n = None")[0] + "n = N(None)\nn.next = n\nn")


def test_cyclic_dataclasses_of_the_host_are_refused() -> None:
    p = Point(1)
    p.tags.append(p)  # type: ignore[arg-type]
    with pytest.raises(monty.MontyConversionError, match="contains itself"):
        monty.run("p", inputs={"p": p})


def test_values_in_snapshots_and_sessions() -> None:
    at = monty.Program("p = ask(Point0)\np.x").start({"Point0": Point(7)}, functions=["ask"])
    assert isinstance(at, monty.FunctionCall) and at.args == (Point(7),)
    copy = at.fork()
    assert isinstance(copy, monty.FunctionCall) and copy.args == (Point(7),)
    loaded = monty.Snapshot.load(at.dump(), types=[Point])
    assert isinstance(loaded, monty.FunctionCall) and loaded.args == (Point(7),)
    for snapshot in (at, copy, loaded):
        end = snapshot.resume(Point(9))
        assert isinstance(end, monty.Complete) and end.output == 9
    session = monty.Session(inputs={"d": dt.date(2026, 1, 1)})
    assert session.get("d") == dt.date(2026, 1, 1) == session.fork().get("d")


def test_many_objects_stay_within_the_limits() -> None:
    points = [Point(i) for i in range(2000)]
    assert monty.run("sum(p.x for p in points)", inputs={"points": points}) == sum(range(2000))
    with pytest.raises(monty.MontyError):
        monty.run("points", inputs={"points": points}, limits={"memory": 50_000})
