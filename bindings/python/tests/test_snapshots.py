"""start, resume, dump, load, fork; sessions."""

import gc
import subprocess
import sys
import threading
import weakref

import monty
import pytest

TRIP = "a = ask('first', n=1)\nb = ask('second')\n[a, b]"


def test_a_program_comes_back_at_each_call() -> None:
    at = monty.Program(TRIP).start(functions=["ask"])
    assert isinstance(at, monty.FunctionCall)
    assert (at.name, at.args, at.kwargs) == ("ask", ("first",), {"n": 1})
    assert at.position == ("main.py", 1, "<module>") and repr(at) == "<FunctionCall ask('first', n=1) at main.py:1>"
    second = at.resume(10)
    assert isinstance(second, monty.FunctionCall) and second.args == ("second",)
    end = second.resume({"x": 1})
    assert isinstance(end, monty.Complete) and end.output == [10, {"x": 1}] and end.usage.instructions > 0
    with pytest.raises(monty.MontySnapshotError, match="resumed already"):
        at.resume(1)
    with pytest.raises(monty.MontySnapshotError, match="resumed already"):
        at.dump()


def test_resume_with_an_exception() -> None:
    at = monty.Program("try:\n    r = ask()\nexcept KeyError as e:\n    r = str(e)\nr").start(functions=["ask"])
    assert isinstance(at, monty.FunctionCall)
    end = at.resume(exception=KeyError("k"))
    assert isinstance(end, monty.Complete) and end.output == "'k'"
    at = monty.Program("ask()").start(functions=["ask"])
    assert isinstance(at, monty.FunctionCall)
    with pytest.raises(TypeError, match="a value or with an exception"):
        at.resume()
    error = ValueError("no")
    with pytest.raises(monty.MontyRuntimeError, match="ValueError: no") as info:
        at.resume(exception=error)
    assert info.value.__cause__ is error


def test_a_value_that_cannot_enter_leaves_the_snapshot_as_it_is() -> None:
    at = monty.Program("ask()").start(functions=["ask"])
    assert isinstance(at, monty.FunctionCall)
    with pytest.raises(monty.MontyConversionError):
        at.resume(object())
    end = at.resume(5)
    assert isinstance(end, monty.Complete) and end.output == 5


def test_dump_load_and_fork() -> None:
    at = monty.Program(TRIP).start(functions=["ask"])
    assert isinstance(at, monty.FunctionCall)
    data, copy = at.dump(), at.fork()
    info = monty.inspect(data)
    assert info.functions == ["ask"] and info.suspended and info.frames[-1].line == 1
    for snapshot in (at, copy, monty.Snapshot.load(data)):
        assert isinstance(snapshot, monty.FunctionCall)
        second = snapshot.resume(1)
        assert isinstance(second, monty.FunctionCall)
        end = second.resume(2)
        assert isinstance(end, monty.Complete) and end.output == [1, 2]


def test_load_in_another_process_with_tools() -> None:
    at = monty.Program(TRIP).start(functions=["ask"])
    assert isinstance(at, monty.Snapshot)
    code = "import monty, sys\nat = monty.Snapshot.load(sys.stdin.buffer.read(), tools={'ask': lambda s: s.upper()})\nprint(at.resume('x').output)"
    out = subprocess.run([sys.executable, "-c", code], input=at.dump(), capture_output=True, check=True)
    assert out.stdout.split() == b"['x', 'SECOND']".split()


def test_keys_and_bad_dumps() -> None:
    at = monty.Program(TRIP).start(functions=["ask"])
    assert isinstance(at, monty.Snapshot)
    data = at.dump(key=b"secret")
    assert isinstance(monty.Snapshot.load(data, key=b"secret"), monty.FunctionCall)
    for bad, key in ((data, b"other"), (data[:-5], b"secret"), (b"", b""), (b"junk" * 20, b"")):
        with pytest.raises(monty.MontySnapshotError):
            monty.Snapshot.load(bad, key=key)


def test_futures() -> None:
    code = "import asyncio\nawait asyncio.gather(f('a'), f('b'), f('c'))"
    at = monty.Program(code).start(functions=["f"])
    assert isinstance(at, monty.Futures)
    ids = {call.args[0]: id for id, call in at.pending.items()}
    assert sorted(ids) == ["a", "b", "c"] and at.timeout is None
    with pytest.raises(KeyError):
        at.resume({999: 1})
    at2 = at.resume({ids["b"]: 2})
    assert isinstance(at2, monty.Futures) and sorted(call.args[0] for call in at2.pending.values()) == ["a", "c"]
    loaded = monty.Snapshot.load(at2.dump())
    assert isinstance(loaded, monty.Futures) and loaded.pending.keys() == at2.pending.keys()
    end = loaded.resume({ids["a"]: 1, ids["c"]: 3})
    assert isinstance(end, monty.Complete) and end.output == [1, 2, 3]
    with pytest.raises(monty.MontyRuntimeError, match="ValueError: no"):
        at2.resume(exceptions={ids["a"]: ValueError("no")})


def test_names_and_operating_system() -> None:
    at = monty.Program("price * f(2)").start(ask_names=True)
    assert isinstance(at, monty.NameLookup) and at.name == "price"
    at = at.resume(10)
    assert isinstance(at, monty.NameLookup) and at.name == "f"
    at = at.resume_function()
    assert isinstance(at, monty.FunctionCall) and at.args == (2,)
    end = at.resume(4)
    assert isinstance(end, monty.Complete) and end.output == 40
    at = monty.Program("nothing").start(ask_names=True)
    assert isinstance(at, monty.NameLookup)
    with pytest.raises(monty.MontyRuntimeError, match="NameError"):
        at.refuse()
    at = monty.Program("import os\nos.listdir('/x')").start(ask_os=True)
    assert isinstance(at, monty.OSCall) and at.name == "listdir" and at.args == ("/x",)
    end = at.resume(["a"])
    assert isinstance(end, monty.Complete) and end.output == ["a"]
    at = monty.Program("open('x')").start(ask_os=True)
    assert isinstance(at, monty.OSCall)
    with pytest.raises(monty.MontyRuntimeError, match="PermissionError"):
        at.refuse()


def test_tools_answer_in_between() -> None:
    at = monty.Program("x = quick(1)\nask(x)").start(functions=["ask"], tools={"quick": lambda n: n + 1})
    assert isinstance(at, monty.FunctionCall) and at.name == "ask" and at.args == (2,)
    copy = at.fork()
    assert isinstance(copy, monty.FunctionCall) and copy.resume(3).output == 3  # type: ignore[union-attr]


def test_sessions_keep_their_globals() -> None:
    with monty.Session(tools={"add": lambda a, b: a + b}, inputs={"one": 1}) as session:
        assert session.feed("x = add(one, 2)") is None
        assert session.feed("x") == session.get("x") == 3
        with pytest.raises(monty.MontyRuntimeError, match="ZeroDivisionError"):
            session.feed("y = 5\n1 / 0")
        assert session.get("y") == 5
        session.set("z", [1])
        assert session.feed("z + more", inputs={"more": [2]}) == [1, 2]
        assert session.feed("await add(3, 4)") == 7
        assert "5 snippets" in repr(session) and session.usage.calls == 2
        copy = session.fork()
        copy.feed("x = add(x, 100)")
        loaded = monty.Session.load(session.dump(), tools={"add": lambda a, b: a * b})
        assert (session.get("x"), copy.get("x"), loaded.feed("add(x, 10)")) == (3, 103, 30)
        with pytest.raises(monty.MontyRuntimeError, match="NameError"):
            session.get("missing")
    with pytest.raises(monty.MontyError, match="closed"):
        session.feed("1")
    assert repr(session) == "<Session, closed>"


def test_a_session_that_was_stopped_goes_on() -> None:
    session = monty.Session(limits={"seconds": 0.05})
    session.feed("x = 1")
    with pytest.raises(monty.MontyTimeError):
        session.feed("x = 2\nwhile True: pass")
    assert session.feed("x") == 2
    session.set_limits(None)
    threading.Timer(0.05, session.cancel).start()
    with pytest.raises(monty.MontyCancelledError):
        session.feed("while True: pass")
    session.uncancel()
    assert session.feed("x") == 2


def test_a_session_is_used_by_one_at_a_time() -> None:
    def again() -> object:
        return session.feed("1")

    session = monty.Session(tools=[again])
    with pytest.raises(monty.MontyRuntimeError, match="the session is in use"):
        session.feed("again()")
    assert session.feed("2") == 2


def test_sessions_that_their_tools_know_are_collected() -> None:
    class Owner:
        def __init__(self) -> None:
            self.session = monty.Session(tools={"tool": self.tool}, print=self.show)
            self.at = monty.Program("ask()").start(functions=["ask"], tools={"tool": self.tool})

        def tool(self) -> int:
            return 1

        def show(self, stream: str, line: str) -> None:
            pass

    owner = Owner()
    assert owner.session.feed("tool()") == 1
    gone = weakref.ref(owner)
    del owner
    gc.collect()
    assert gone() is None


def test_feed_start() -> None:
    session = monty.Session(functions=["ask"])
    at = session.feed_start("x = ask(1)")
    assert isinstance(at, monty.FunctionCall)
    assert isinstance(at.resume(7), monty.Complete)
    assert session.feed("x") == 7
