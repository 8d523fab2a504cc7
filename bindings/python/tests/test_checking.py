"""Type checks before anything runs."""

from __future__ import annotations

import asyncio
import datetime as dt
import decimal
import enum
import functools
import pathlib
import uuid
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Annotated, Any, Callable, Literal, NamedTuple, Optional, TypedDict, Union

import monty
import pytest

if not monty._monty.check_available():
    pytest.skip("this build has no type checker", allow_module_level=True)


@dataclass
class Item:
    name: str
    price: float


@dataclass(frozen=True)
class Order:
    id: int
    items: list[Item]
    note: Optional[str] = None


class Special(Item):
    pass


class Movie(TypedDict):
    title: str
    year: int


class Partly(TypedDict, total=False):
    rating: float


class Pair(NamedTuple):
    left: int
    right: str


class Color(enum.Enum):
    RED = 1
    BLUE = "b"


class Level(enum.IntEnum):
    LOW = 1


def price(what: str, *, count: int = 1) -> float:
    raise AssertionError("nothing runs")


def find(id: int) -> Order:
    raise AssertionError("nothing runs")


def pay(order: Order, by: Literal["card", "cash"] = "card") -> bool:
    raise AssertionError("nothing runs")


def movie(title: str) -> Movie | None:
    raise AssertionError("nothing runs")


def paint(color: Color, level: Level) -> Pair:
    raise AssertionError("nothing runs")


def when(day: dt.date, at: dt.datetime | None = None) -> dt.timedelta:
    raise AssertionError("nothing runs")


def things(a: decimal.Decimal, b: uuid.UUID, c: pathlib.Path) -> dict[str, set[tuple[int, ...]]]:
    raise AssertionError("nothing runs")


def anything(*args, **kwargs):  # type: ignore[no-untyped-def]
    raise AssertionError("nothing runs")


async def fetch(url: str) -> bytes:
    raise AssertionError("nothing runs")


def later(n: int) -> Awaitable[int]:
    raise AssertionError("nothing runs")


TOOLS = [price, find, pay, movie, paint, when, things, anything, fetch, later]


def found(code: str, inputs: dict[str, Any] | None = None, **options: Any) -> list[tuple[int, str]]:
    """Lines and rules of what is wrong."""
    program = monty.Program(code)
    try:
        program.check(inputs, tools=options.pop("tools", TOOLS), **options)
    except monty.MontyTypingError as error:
        assert error.errors == len(error.findings) > 0
        return [(finding.line, finding.rule) for finding in error.findings]
    return []


@pytest.mark.parametrize(
    "code",
    [
        "price('tea') + price('milk', count=2)",
        "order = find(1)\nsum(item.price for item in order.items)\npay(order, 'cash')\npay(order, by='card')",
        "m = movie('Brazil')\nif m is not None:\n    print(m['title'].upper(), m['year'] + 1)",
        "import datetime\n(when(datetime.date(2026, 1, 1)) + when(datetime.date.today(), datetime.datetime.now())).days",
        "for key, values in anything().items():\n    anything(key, *values, **{})",
        "import asyncio\n(await fetch('a')).decode()\nfirst, second = await asyncio.gather(fetch('a'), later(2))\nsecond + 1",
        "fetch('a').decode()",
        "import decimal, uuid, pathlib\nthings(decimal.Decimal(1), uuid.uuid4(), pathlib.Path('a'))['k'].add((1, 2))",
    ],
)
def test_right_use_of_tools_is_clean(code: str) -> None:
    assert found(code) == []


@pytest.mark.parametrize(
    ("code", "mistakes"),
    [
        ("1\nprice(3)", [(2, "invalid-argument-type")]),
        ("price('a', 2)", [(1, "too-many-positional-arguments")]),
        ("price()", [(1, "missing-argument")]),
        ("price('a', amount=2)", [(1, "unknown-argument")]),
        ("price('a').upper()", [(1, "unresolved-attribute")]),
        ("find(1).itms", [(1, "unresolved-attribute")]),
        ("find(1).id = 2", [(1, "invalid-assignment")]),
        ("pay(find(1), 'cheque')", [(1, "invalid-argument-type")]),
        ("movie('x')['title']", [(1, "not-subscriptable")]),
        ("m = movie('x')\nassert m\nm['yaer']", [(3, "invalid-key")]),
        ("paint(1, 2)", [(1, "invalid-argument-type")]),
        ("(await fetch('a')).encode()", [(1, "unresolved-attribute")]),
        ("await fetch(1)", [(1, "invalid-argument-type")]),
        ("import asyncio\nx = await asyncio.gather(later(1))\nx[0].upper()", [(3, "unresolved-attribute")]),
        ("Order(1, [])", [(1, "unresolved-reference")]),
        ("def f():\n    return nothing\n", [(2, "unresolved-reference")]),
    ],
)
def test_wrong_use_of_tools_is_found(code: str, mistakes: list[tuple[int, str]]) -> None:
    assert found(code) == mistakes


@pytest.mark.parametrize(
    ("value", "right", "wrong"),
    [
        (1, "v.bit_length()", "v.upper()"), (True, "v & True", "v.upper()"), ("a", "v.upper()", "v + 1"), (1.5, "v.is_integer()", "v.upper()"), (b"", "v.decode()", "v.encode()"),
        (None, "v is None", "v.x"), ([1, 2], "v[0].bit_length()", "v[0].upper()"), (["a", None], "(v[0] or '').upper()", "v[0].upper()"), ([1, "a"], "v[0].upper()", "v.upper()"),
        ([], "v[0].upper()", "v.upper()"), ({"a": 1}, "v['a'].bit_length()", "v[1]"), ({"a": 1, "b": "x"}, "v['a'].upper()", "v.upper()"), ((1, "a"), "v[1].upper()", "v[0].upper()"),
        ({1}, "v.add(2)", "v.add('a')"), (Item("a", 1), "v.price + 1", "v.cost"), (Order(1, []), "v.items[0].name", "v.items.name"), (Pair(1, "a"), "v.right.upper()", "v.left.upper()"),
        (Color.RED, "v.name.upper()", "v.upper()"), (Level.LOW, "v.bit_length()", "v.name"), (dt.date(2026, 1, 1), "v.isoformat()", "v.hour"), (uuid.UUID(int=1), "v.hex.upper()", "v.upper()"),
        (decimal.Decimal(1), "v.sqrt()", "v.upper()"), (pathlib.PurePosixPath("/"), "v.exists()", "v.upper()"), (ValueError("x"), "raise v", "v.x"), (1j, "v.real", "v.x"),
    ],
    ids=repr,
)  # fmt: skip
def test_inputs_have_the_types_of_their_values(value: object, right: str, wrong: str) -> None:
    assert found(right, {"v": value}) == []
    assert len(found(wrong, {"v": value})) == 1


def test_a_class_of_more_than_one_tool_is_one_class() -> None:
    def make() -> Item:
        raise AssertionError

    def special() -> Special:
        raise AssertionError

    def take(item: Item) -> None:
        raise AssertionError

    tools = [make, special, take]
    assert found("take(make())\ntake(special())\ntake(i)", {"i": Item("a", 1)}, tools=tools) == []
    assert found("take(1)", tools=tools) == [(1, "invalid-argument-type")]


def test_annotations_of_many_kinds() -> None:
    Number = Union[int, float]

    class Local(TypedDict):
        a: int

    def local(x: Local, n: Number, c: Callable[[int], str], a: Annotated[int, "positive"], t: type[int], o: object, p: Partly) -> "list[Local]":
        raise AssertionError

    def unknown(x: "Nowhere", y: "int") -> "Elsewhere":  # type: ignore[name-defined]  # noqa: F821
        raise AssertionError

    class Adder:
        def __call__(self, a: int, /, b: int = 1) -> int:
            raise AssertionError

        def bound(self, s: str) -> str:
            raise AssertionError

    tools: dict[str, Callable[..., Any]] = {
        "local": local, "unknown": unknown, "adder": Adder(), "bound": Adder().bound, "part": functools.partial(price, "tea"), "builtin": max, "odd": [].append,
    }  # fmt: skip
    assert found("local({'a': 1}, 1.5, 1, 2, int, None, {})[0]['a'] + 1\nunknown(1, 2).x\nadder(1, b=2) + 1\nbound('a').upper()\npart(count=1) + 1", tools=tools) == []
    assert found("builtin(1, 2)\nodd(1)", tools=tools) == []
    assert [line for line, _ in found("local({'b': 1}, 1, 1, 1, 1, 1, {})\nunknown(1, 'a')\nadder('a')\nbound(1)\nadder(a=1)\npart(count='x')", tools=tools)][-1] == 6


def test_models() -> None:
    pydantic = pytest.importorskip("pydantic")

    class Base(pydantic.BaseModel):  # type: ignore[name-defined, misc]
        id: int

    class User(Base):
        name: str = pydantic.Field(min_length=1)
        friends: list[User] = []

    def user(id: int) -> User:
        raise AssertionError

    def greet(user: Base) -> str:
        raise AssertionError

    assert found("greet(user(1)) + user(1).friends[0].name", tools=[user, greet]) == []
    assert found("user(1).nmae", tools=[user, greet]) == [(1, "unresolved-attribute")]
    assert found("u.name.upper(), u.id + 1", {"u": User(id=1, name="a")}) == []


def test_handles_have_what_they_grant() -> None:
    class Account:
        owner: str
        limit: int

        def __init__(self) -> None:
            self.owner, self.balance = "Ada", 10

        @property
        def half(self) -> float:
            return self.balance / 2

        def deposit(self, amount: int) -> int:
            raise AssertionError

    handle = monty.Handle(Account(), attributes=["owner", "balance", "half"], methods=["deposit"])
    assert found("a.owner.upper(), a.balance + 1, a.half.is_integer(), a.deposit(1) + 1", {"a": handle}) == []
    assert found("a.limit", {"a": handle}) == [(1, "unresolved-attribute")]
    assert found("a.deposit('x')", {"a": handle}) == [(1, "invalid-argument-type")]


def test_nothing_runs_that_has_mistakes() -> None:
    ran: list[int] = []

    def tool(n: int) -> int:
        ran.append(n)
        return n

    code = "tool(1)\ntool('a')"
    program = monty.Program(code)
    session = monty.Session(tools=[tool], type_check=True)
    for call in (
        lambda: monty.run(code, tools=[tool], type_check=True),
        lambda: program.run(tools=[tool], type_check=True),
        lambda: program.start(tools=[tool], type_check=True),
        lambda: asyncio.run(program.run_async(tools=[tool], type_check=True)),
        lambda: asyncio.run(monty.run_async(code, tools=[tool], type_check=True)),
        lambda: session.feed(code),
        lambda: session.feed_start(code),
        lambda: asyncio.run(session.feed_async(code)),
    ):
        with pytest.raises(monty.MontyTypingError):
            call()
    assert ran == []
    assert monty.run("tool(1) + n", tools=[tool], inputs={"n": 2}, type_check=True) == 3
    assert asyncio.run(monty.run_async("await tool(1) + n", tools=[tool], inputs={"n": 2}, type_check=True)) == 3

    async def slow(n: int) -> int:
        return n

    assert monty.run("await slow(2)", tools=[slow], type_check=True) == 2
    with pytest.raises(monty.MontyTypingError):
        monty.run("await slow('a')", tools=[slow], type_check=True)
    with pytest.raises(monty.MontySyntaxError):
        monty.run("x = = 1", type_check=True)


def test_errors_show_the_user_s_lines() -> None:
    with pytest.raises(monty.MontyTypingError) as info:
        monty.run("x = 1\ny = price(x)\n", tools=[price], type_check=True, filename="shop.py")
    error = info.value
    assert isinstance(error, monty.MontyError)
    assert error.display("concise") == "shop.py:2:11: error[invalid-argument-type] Argument to function `price` is incorrect: Expected `str`, found `Literal[1]`\n"
    assert "2 | y = price(x)" in str(error) and "shop.py:2:11" in str(error) and error.display() == error.message
    assert error.display("github").startswith("::error ") and "\x1b[" in error.display(color=True)
    assert error.findings[0][:4] == ("shop.py", 2, 11, "invalid-argument-type")
    with pytest.raises(ValueError, match="format is one of 'full'"):
        error.display("else")


def test_stubs_of_the_host_go_before_what_is_derived() -> None:
    stubs = "from typing import Any\ndef price(what: int) -> str: ...\nlimit: Any\n"
    assert found("price(1).upper()\nlimit.x\nfind(1).id", {"limit": 3}, stubs=stubs) == []
    assert monty.run("limit + 1", inputs={"limit": 3}, type_check=True, type_check_stubs="limit: int") == 4
    with pytest.raises(monty.MontyTypingError, match="limit"):
        monty.run("limit + 1", inputs={"limit": 3}, type_check=True, type_check_stubs="limit: str")
    with pytest.raises(monty.MontyError):
        monty.run("1", type_check=True, type_check_stubs="def (")


def test_types_of_inputs_that_are_told() -> None:
    program = monty.Program("first = rows[0]\nif first['n'] is not None:\n    print(first['n'] + 1)\n[tag.upper() for tag in tags]")
    program.check(input_types={"rows": list[dict[str, Optional[int]]], "tags": "list[str]"})
    program.check(input_types={"rows": list[dict[str, Optional[int]]], "tags": set[str]})
    with pytest.raises(monty.MontyTypingError):
        program.check(input_types={"rows": list[dict[str, str]], "tags": set[str]})


def test_functions_that_come_back_as_questions() -> None:
    assert isinstance(monty.Program("ask(1).x").start(functions=["ask"], type_check=True), monty.FunctionCall)
    assert isinstance(monty.Program("(await ask(1)).x").start(functions=["ask"], type_check=True), monty.Futures)


def test_sessions_check_against_what_ran() -> None:
    session = monty.Session(tools=[find], inputs={"n": 3}, type_check=True, print=lambda *_: None)
    with pytest.raises(monty.MontyTypingError, match="snippet 1.*:1:1"):
        session.feed("m + n")
    session.feed("def double(x: int) -> int:\n    return x * 2\nm = double(n)")
    assert session.feed("m + n") == 9
    with pytest.raises(monty.MontyTypingError, match="snippet 3>:2:8") as info:
        session.feed("\ndouble('a')")
    assert [finding.line for finding in info.value.findings] == [2]
    with pytest.raises(monty.MontyRuntimeError):
        session.feed("late = 1\n1 / 0")
    assert session.feed("late + double(k)", {"k": 2}) == 5
    assert session.feed("k + 1") == 3
    session.set("word", "abc")
    assert session.feed("word.upper()") == "ABC"
    copy = session.fork()
    copy.feed("only_here = 1")
    with pytest.raises(monty.MontyTypingError):
        session.feed("only_here")
    with pytest.raises(monty.MontyTypingError):
        copy.feed("double('a')")
    loaded = monty.Session.load(session.dump(), tools=[find], type_check=True, earlier=session.checked)
    assert loaded.feed("double(m)") == 12
    with pytest.raises(monty.MontyTypingError):
        loaded.feed("double('a')")


def test_without_the_checker_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monty._monty, "check_available", lambda: False)
    with pytest.raises(monty.MontyError, match="no type checker"):
        monty.run("1", type_check=True)
