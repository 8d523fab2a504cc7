"""Objects that stay where they are: those of the program (Opaque), those of the host (Handle); frozen ones that are keys."""

import dataclasses
import gc
from dataclasses import dataclass
from typing import Any

import monty
import pytest

PROGRAM = "def double(x):\n    return x * 2\nclass Bag:\n    def __init__(self): self.items = [1]\n"


def test_functions_go_back_as_answers_and_are_the_same() -> None:
    kept: list[Any] = []

    def register(f: object) -> object:
        kept.append(f)
        return f

    code = PROGRAM + "g = register(double)\nbag = Bag()\n[g is double, g(4), register(Bag) is Bag, register(bag) is bag, register([double])[0] is double]"
    assert monty.run(code, tools=[register]) == [True, 8, True, True, True]
    assert kept[0] == kept[3][0] != kept[1] and len({kept[0], kept[3][0]}) == 1
    assert repr(kept[0]) == "<function double of the program>"


def test_in_sessions_as_inputs_results_and_later() -> None:
    with monty.Session() as session:
        double = session.feed(PROGRAM + "double")
        bag = session.feed("bag = Bag()\nbag")
        assert isinstance(double, monty.Opaque) and session.feed("f(21)", {"f": double}) == 42
        session.set("again", bag)
        assert session.feed("again is bag, again.items") == (True, [1])
        assert session.get("double") == double
        generator = session.feed("def count():\n    yield 1\n    yield 2\nc = count()\nnext(c)\nc")
        assert session.feed("next(g)", {"g": generator}) == 2
        with pytest.raises(monty.MontyRuntimeError, match="RuntimeError: boom"):
            session.feed("def bad(): raise RuntimeError('boom')\n1")
            session.feed("b()", {"b": session.get("bad")})


def test_as_a_resume_value_and_in_a_snapshot() -> None:
    at = monty.Program(PROGRAM + "f = ask(double, key=Bag)\n[f is double, f(2), await later(f) is f]").start(functions=["ask", "later"])
    assert isinstance(at, monty.FunctionCall)
    assert at.args[0].name == "double" and at.kwargs["key"].type_name == "type"
    data = at.dump()
    waiting = at.resume(at.args[0])
    assert isinstance(waiting, monty.Futures)
    ((id, call),) = waiting.pending.items()
    end = waiting.resume({id: call.args[0]})
    assert isinstance(end, monty.Complete) and end.output == [True, 4, True]
    loaded = monty.Snapshot.load(data)
    assert isinstance(loaded, monty.FunctionCall)
    with pytest.raises(monty.MontyConversionError, match="of another session"):
        loaded.resume(at.args[0])
    then = loaded.resume(loaded.args[0])
    assert isinstance(then, monty.Futures)


def test_elsewhere_they_are_refused() -> None:
    session = monty.Session()
    double = session.feed(PROGRAM + "double")
    for other in (monty.Session(), session.fork()):
        with pytest.raises(monty.MontyConversionError, match="<function double of the program> cannot enter the sandbox of another session"):
            other.feed("f", {"f": double})
    with pytest.raises(monty.MontyConversionError, match="another session"):
        monty.run("f", inputs={"f": [double]})
    with pytest.raises(monty.MontyRuntimeError, match="another session"):
        monty.run("f()", tools={"f": lambda: double})
    with pytest.raises(monty.MontyConversionError, match="another session"):
        session.feed("f", {"f": monty.Opaque("function", "double")})
    assert session.feed("f(1)", {"f": double}) == 2


def test_the_last_ten_thousand_are_kept() -> None:
    session = monty.Session(tools={"see": lambda f: None})
    first = session.feed("def first(): return 1\nfirst")
    session.feed("for i in range(10_000): see(lambda: i)")
    with pytest.raises(monty.MontyError, match="does not keep"):
        session.feed("f()", {"f": first})
    before = session.usage.memory
    session.feed("for i in range(20_000): see(lambda: i)")
    gc.collect()
    assert session.usage.memory < before * 1.5


class Account:
    def __init__(self) -> None:
        self.others: list[Account] = []

    def friend(self) -> Any:
        return handle_of(self.others[0])

    def same(self, other: object) -> bool:
        return other is self


HANDLES: dict[int, monty.Handle] = {}


def handle_of(account: Account) -> monty.Handle:
    return HANDLES.setdefault(id(account), monty.Handle(account, methods=["friend", "same"]))


def test_host_objects_keep_their_identity_both_ways() -> None:
    a, b = Account(), Account()
    a.others, b.others = [b], [a]
    seen: list[object] = []
    code = "see(a)\nsee(a.friend())\nsee(a.friend().friend())\n[a.friend().friend() == a, {a: 1}[a.friend().friend()], a.same(a), a.same(a.friend()), a]"
    out = monty.run(code, inputs={"a": handle_of(a)}, tools={"see": seen.append})
    assert seen == [a, b, a] and out[:4] == [True, 1, True, False] and out[4] is a
    session = monty.Session(inputs={"a": handle_of(a)})
    assert session.fork().feed("a.friend().friend()") is a and session.get("a") is a


FROZEN = "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass Key:\n    name: str\n    n: int = 0\n"


def test_frozen_instances_of_the_program() -> None:
    out = monty.run(FROZEN + "table = {Key('a'): 1, Key('b', 2): [Key('a')]}\n[Key('a'), table, {Key('c')}]")
    key, table, keys = out
    assert isinstance(key, monty.FrozenObject) and repr(key) == "frozen Key(name='a', n=0)" and key.type_name__ == "Key"
    assert table[key] == 1 and list(table)[1].n == 2 and len(keys) == 1 and hash(key) == hash(list(table)[0])
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        key.name = "b"
    with pytest.raises(AttributeError, match="cannot delete field 'name'"):
        del key.name
    assert monty.run("{k: 1}[k], hash(k) == hash(list(t)[0]), t[k]", inputs={"k": key, "t": table}) == (1, True, 1)
    code = FROZEN + "before = Key('a')\nafter = send(before)\n[after == before, type(after) is Key, {after: 'x'}[before]]"
    assert monty.run(code, tools={"send": lambda k: k}) == [True, True, "x"]
    with pytest.raises(monty.MontyRuntimeError, match="FrozenInstanceError"):
        monty.run("k.name = 'z'", inputs={"k": key})


def test_objects_go_back_in_as_what_they_were() -> None:
    cup = monty.run("from dataclasses import dataclass\n@dataclass\nclass Cup:\n    size: int\nCup(3)")
    assert not isinstance(cup, monty.FrozenObject) and repr(cup) == "Cup(size=3)"
    cup.size = 4
    assert monty.run("c.size += 1\n[c.size, repr(c)]", inputs={"c": cup}) == [5, "Cup(size=5)"]
    with pytest.raises(TypeError, match="unhashable"):
        hash(cup)
    shade = "import enum\nclass Shade(enum.Enum):\n    DARK = 1\n"
    dark = monty.run(shade + "Shade.DARK")
    assert repr(dark) == "Shade(name='DARK', value=1)"
    assert monty.run(shade + "send(Shade.DARK) is Shade.DARK", tools={"send": lambda s: s}) is True
    assert monty.run("d.value", inputs={"d": dark}) == 1
    mine = "class Mine(Exception): pass\n"
    error = monty.run(mine + "Mine('m')")
    assert isinstance(error, monty.ProgramException)

    def fail() -> None:
        raise error

    assert monty.run("try:\n    fail()\nexcept RuntimeError as e:\n    r = str(e)\nr", tools=[fail]) == "Mine: m"
    assert monty.run(mine + "e = send(Mine('m'))\n[type(e) is Mine, e.args]", tools={"send": lambda e: e}) == [True, ("m",)]


def test_host_classes_that_are_frozen() -> None:
    @dataclass(frozen=True)
    class Key:
        name: str
        n: int = 0

    out = monty.run(FROZEN + "{Key('a'): 1}", types=[Key])
    assert out == {Key("a"): 1}


def test_keys_that_the_host_cannot_hash() -> None:
    code = "from dataclasses import dataclass\n@dataclass(unsafe_hash=True)\nclass Key:\n    name: str\n"
    for last in ("{Key('a'): 1}", "{Key('a')}", "[{1: frozenset([Key('a')])}]"):
        with pytest.raises(monty.MontyConversionError, match="as a key Key\\(name='a'\\) cannot leave the sandbox"):
            monty.run(code + last)
