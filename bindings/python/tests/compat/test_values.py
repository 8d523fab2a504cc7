"""What crosses, in both directions, and what does not."""

import collections
import datetime
import decimal
import enum
import pathlib
import uuid

import pydantic_monty as pm
import pytest

DAY = datetime.date(2024, 2, 29)
MOMENT = datetime.datetime(2024, 2, 29, 13, 45, 1, 250)
ZONED = MOMENT.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=-3), "here"))


class Shout(str):
    pass


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -(10**60), 2**63, 1.5, float("inf"), "", "ä\0\U0001f600", b"", b"\xff\0", [], [1, [2]], (), (1, (2,)), {}, {"a": {1: None}}, {(1, 2): 3}, set(), {1, 2}, frozenset({"x"}), ...,
     DAY, MOMENT, ZONED, datetime.time(1, 2, 3, 4), datetime.timedelta(days=-1, microseconds=7), datetime.timezone.utc, decimal.Decimal("1.50"), pathlib.PurePosixPath("/a/b"), 2 - 3j, NotImplemented],
    ids=repr,
)  # fmt: skip
def test_there_and_back(run, value):
    out = run("v", inputs={"v": value})
    assert out == value and type(out) is type(value)


@pytest.mark.parametrize(
    "code, value",
    [
        ("1 + 1", 2),
        ("x = 1", None),
        ("", None),
        ("x = 5\nx;", 5),
        ("if True:\n    7", None),
        ("import datetime\ndatetime.date(2024, 2, 29)", DAY),
        ("import datetime as d\nd.datetime(2024, 2, 29, 13, 45, 1, 250, tzinfo=d.timezone(d.timedelta(hours=-3), 'here'))", ZONED),
        ("import datetime\ndatetime.timedelta(hours=36)", datetime.timedelta(days=1, hours=12)),
        ("from pathlib import Path\nPath('/a') / 'b.txt'", pathlib.PurePosixPath("/a/b.txt")),
        ("int, str, float, bool, list, dict, tuple, set, type", (int, str, float, bool, list, dict, tuple, set, type)),
        ("type(1.0)", float),
        ("type(ValueError('x'))", ValueError),
        ("range(3)", "range(0, 3)"),
    ],
)
def test_comes_out(run, code, value):
    assert run(code) == value


@pytest.mark.parametrize("value, inside, out", [(collections.OrderedDict(a=1), "dict", {"a": 1}), (collections.Counter("aa"), "dict", {"a": 2}), (Shout("x"), "str", "x"), (enum.IntEnum("E", "a").a, "int", 1)])
def test_subclasses_enter_as_what_they_are_made_of(run, value, inside, out):
    got, name = run("(v, type(v).__name__)", inputs={"v": value})
    assert got == out and type(got) is type(out) and name == inside


def test_paths_of_this_machine_enter_as_posix(run):
    assert run("p, str(p)", inputs={"p": pathlib.Path("/x/y")}) == (pathlib.PurePosixPath("/x/y"), "/x/y")


@pytest.mark.parametrize("value", [object(), uuid.uuid4(), range(3), bytearray(b"x"), memoryview(b"x"), {}.keys(), collections.deque([1]), enum.Enum("E", "a").a])
def test_cannot_enter(raises, value):
    error = raises("v", pm.MontyConversionError, inputs={"v": value})
    kind = type(value)
    assert str(error) == f"Cannot convert {kind.__module__}.{kind.__name__} to Monty value — wrap class instances in pydantic_monty.ClassInstance(...)"
    assert isinstance(error.exception(), TypeError) and str(error.exception()) == str(error)


def test_module_is_no_value(raises):
    error = raises("v", pm.MontyConversionError, inputs={"v": pm.ExternalModule({})})
    assert str(error) == "an ExternalModule enters the sandbox only through external_modules, not as a value"


def test_an_input_that_contains_itself(raises):
    knot = []
    knot.append(knot)
    assert "ValueError" in str(raises("v", inputs={"v": knot}))


def test_aliases_stay_aliases(run):
    items = [1]
    assert run("a is b, a is c[0]", inputs={"a": items, "b": items, "c": [items]}) == (True, True)


def test_exceptions_cross(run):
    error = run("e", inputs={"e": ValueError("bad")})
    assert type(error) is ValueError and error.args == ("bad",)
    error = run("KeyError('k')")
    assert type(error) is KeyError and error.args == ("k",)
    assert run("isinstance(e, LookupError), str(e)", inputs={"e": IndexError("i")}) == (True, "i")


def test_callables_enter_as_functions_of_the_host(run):
    look = {"double": lambda a: 2 * a}
    assert run("double(4) + 0 * len([double])", external_lookup=look) == 8


def test_named_tuples(run):
    Point = collections.namedtuple("Point", "x y")
    out = run("p", inputs={"p": Point(1, 2)})
    assert tuple(out) == (1, 2) and type(out).__name__ == "Point" and out.x == 1
    out = run("from collections import namedtuple\nnamedtuple('Size', 'w h')(3, 4)")
    assert type(out).__name__ == "Size" and (out.w, out.h) == (3, 4)
    assert run("p.x + p[1]", inputs={"p": Point(1, 2)}) == 3


def test_functions_come_out_by_name(run):
    builtin = run("print")
    assert type(builtin) is pm.MontyStdTypeProxy and (builtin.kind, builtin.name) == ("function", "print")
    assert repr(builtin) == "MontyStdTypeProxy(kind='function', name='print')"
    assert builtin == run("print") and hash(builtin) == hash(run("print"))
    assert run("f is print", inputs={"f": builtin}) is True
    assert "lambda" in run("lambda: 1")


def test_instances_come_out_as_proxies(run):
    run("class Box:\n    def __init__(self):\n        self.n = 3\n    def grow(self):\n        self.n += 1\n        return self.n\nbox = Box()")
    box = run("box")
    assert type(box) is pm.MontyClassProxy
    assert (box.name, box.attributes, box.is_dataclass) == ("Box", {"n": 3}, False)
    assert isinstance(box.id, uuid.UUID) and box.id == run("box").id
    assert repr(box) == "MontyClassProxy(name='Box', attributes={'n': 3})"
    assert run("b is box, b.grow()", inputs={"b": box}) == (True, 4)
    with pytest.raises(AttributeError):
        box.name = "x"


def test_dataclasses_come_out_as_proxies(run):
    point = run("from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int = 2\nP(1)")
    assert (point.name, point.attributes, point.is_dataclass) == ("P", {"x": 1, "y": 2}, True)


def test_a_value_of_the_program_that_contains_itself(run):
    assert run("k = []\nk.append(k)\nk") == ["[...]"]


@pytest.mark.parametrize("name", ["1a", "if", "a b", ""])
def test_names_of_inputs(raises, name):
    error = raises("1", pm.MontySyntaxError, inputs={name: 1})
    assert str(error) == f"Input name '{name}' not a valid identifier"


def test_keys_of_inputs(raises):
    assert str(raises("1", inputs={1: 2})) == "TypeError: inputs keys must be str"
