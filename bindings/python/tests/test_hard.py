"""Hard cases of tools, values, threads and ends."""

import asyncio
import collections
import datetime as dt
import decimal
import enum
import math
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any, Iterator

import monty
import pytest


# ------------------------------------------------------------------------------------------------------------ tools
def test_chained_exceptions_with_notes() -> None:
    def tool() -> None:
        try:
            dict[str, int]()["deep"]
        except KeyError as e:
            error = ValueError("outer")
            error.__notes__ = ["a note"]
            raise error from e

    with pytest.raises(monty.MontyRuntimeError) as info:
        monty.run("tool()", tools=[tool])
    cause = info.value.__cause__
    assert isinstance(cause, ValueError) and cause.__notes__ == ["a note"] and isinstance(cause.__cause__, KeyError)
    assert cause.__traceback__ is not None and cause.__traceback__.tb_frame.f_code.co_name == "tool"
    # One that the program caught before is not the cause of another.
    with pytest.raises(monty.MontyRuntimeError) as info:
        monty.run("try:\n    tool()\nexcept ValueError:\n    pass\n1 / 0", tools=[tool])
    assert info.value.__cause__ is None


def test_an_exception_whose_str_fails() -> None:
    class Broken(ValueError):
        def __str__(self) -> str:
            raise RuntimeError("no text")

    def tool() -> None:
        raise Broken

    assert monty.run("try:\n    tool()\nexcept ValueError as e:\n    r = str(e)\nr", tools=[tool]) == ""


def test_exception_groups_of_tools() -> None:
    if sys.version_info < (3, 11):
        pytest.skip("groups came with 3.11")

    def tool() -> None:
        raise ExceptionGroup("many", [ValueError("a"), KeyError("b")])

    out = monty.run("try:\n    tool()\nexcept Exception as e:\n    r = [type(e).__name__, str(e)]\nr", tools=[tool])
    assert out == ["RuntimeError", "ExceptionGroup: many (2 sub-exceptions)"]


def test_exceptions_that_want_more_than_a_message() -> None:
    def tool() -> None:
        b"\xff".decode()

    out = monty.run("try:\n    tool()\nexcept ValueError as e:\n    r = [type(e).__name__, str(e)]\nr", tools=[tool])
    assert out[1].endswith("invalid start byte")


def test_generator_tools_are_refused_with_a_hint() -> None:
    def numbers() -> Iterator[int]:
        yield 1

    async def stream() -> Any:
        yield 1

    for tool in (numbers, stream):
        with pytest.raises(monty.MontyRuntimeError, match="TypeError: a .*generator cannot enter the sandbox"):
            monty.run(f"{tool.__name__}()", tools=[tool])


def test_system_exit_and_keyboard_interrupt_of_tools_end_the_run() -> None:
    def leave() -> None:
        raise SystemExit(3)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit):
        monty.run("try:\n    leave()\nexcept BaseException:\n    pass", tools=[leave])
    session = monty.Session(tools=[stop])
    with pytest.raises(KeyboardInterrupt):
        session.feed("try:\n    stop()\nfinally:\n    x = 1")
    assert session.feed("1 + 1") == 2


def test_stop_iteration_of_a_tool_is_an_exception_like_others() -> None:
    def tool() -> None:
        raise StopIteration("end")

    assert monty.run("try:\n    tool()\nexcept StopIteration as e:\n    r = e.value\nr", tools=[tool]) == "end"
    with pytest.raises(monty.MontyRuntimeError, match="RuntimeError: generator raised StopIteration"):
        monty.run("list(tool() for _ in range(3))", tools=[tool])


def test_tools_that_call_monty_within_limits_of_their_own() -> None:
    def inner(n: int) -> Any:
        return monty.run("sum(range(n))", inputs={"n": n}, limits={"seconds": 0.05})

    assert monty.run("inner(10)", tools=[inner]) == 45
    caught = "try:\n    inner(10**12)\nexcept Exception as e:\n    r = type(e).__name__\nr"
    assert monty.run(caught, tools=[inner], limits={"seconds": 5}) in ("RuntimeError", "TimeoutError")


def test_a_tool_that_recurs_without_end_is_stopped_by_the_host() -> None:
    def again() -> Any:
        return monty.run("again()", tools=[again])

    with pytest.raises(monty.MontyError, match="100 deep"):
        again()
    assert monty.run("1 + 1") == 2


def test_asynchronous_tools_that_are_cancelled() -> None:
    events: list[str] = []

    async def slow(n: int) -> int:
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            events.append(f"cancelled {n}")
            raise
        return n

    async def cancels_itself() -> None:
        raise asyncio.CancelledError

    async def main() -> None:
        task = asyncio.ensure_future(monty.run_async("import asyncio\nawait asyncio.gather(slow(1), slow(2))", tools=[slow]))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        code = "import asyncio\ntry:\n    await cancels_itself()\nexcept RuntimeError as e:\n    r = str(e)\nr"
        assert await monty.run_async(code, tools=[cancels_itself]) == "CancelledError"
        code = "import asyncio\nt = asyncio.create_task(slow(3))\nawait asyncio.sleep(0)\nt.cancel()\ntry:\n    await t\nexcept asyncio.CancelledError:\n    r = 'gone'\nr"
        assert await asyncio.wait_for(monty.run_async(code, tools=[slow]), 10) == "gone"

    asyncio.run(main())
    assert sorted(events)[:2] == ["cancelled 1", "cancelled 2"]


# ------------------------------------------------------------------------------------------------------------ threads
def test_sessions_side_by_side() -> None:
    results: list[Any] = []

    def work(n: int) -> None:
        with monty.Session(tools={"add": lambda a, b: a + b}) as session:
            session.feed("total = 0")
            for i in range(50):
                session.feed(f"for _ in range(100): total = add(total, {n})")
            results.append((n, session.feed("total")))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [(n, n * 5000) for n in range(8)]


def test_one_session_is_one_thread_s_at_a_time() -> None:
    session = monty.Session()
    entered = threading.Event()
    errors: list[str] = []

    def run() -> None:
        try:
            session.feed("import time\nwhile True: time.sleep(0.01)")
        except monty.MontyCancelledError:
            errors.append("cancelled")

    thread = threading.Thread(target=run)
    thread.start()
    entered.wait(0.1)
    with pytest.raises(monty.MontyError, match="in use"):
        session.feed("1")
    session.cancel()
    thread.join(10)
    session.uncancel()
    assert errors == ["cancelled"] and session.feed("2") == 2


def test_one_program_on_many_threads() -> None:
    program = monty.Program("sum(tool(i) for i in range(n))")
    out: list[int] = []
    threads = [threading.Thread(target=lambda n=n: out.append(program.run({"n": n}, tools={"tool": lambda x: x}))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(out) == [sum(range(n)) for n in range(20)]


def test_the_interpreter_may_end_while_programs_run() -> None:
    script = "import monty, threading, time\nthreading.Thread(target=lambda: monty.run('while True: pass'), daemon=True).start()\ntime.sleep(0.1)\nprint('end')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "end\n"), done.stderr


# ------------------------------------------------------------------------------------------------------------ values
def both(value: Any) -> Any:
    seen: list[Any] = []

    def tool(v: Any) -> Any:
        seen.append(v)
        return value

    out = monty.run("[v, tool(v)]", inputs={"v": value}, tools=[tool])
    assert len(seen) == 1 and type(out[0]) is type(out[1]) is type(seen[0])
    return out[0]


def test_huge_ints() -> None:
    n = 3**200_000
    assert both(n) == n and both(-n) == -n
    assert monty.run("1 << 1_000_000") == 1 << 1_000_000


def test_floats_that_are_odd() -> None:
    for x in (math.inf, -math.inf, 5e-324, 1.7976931348623157e308):
        assert both(x) == x
    assert math.isnan(both(math.nan)) and math.copysign(1, both(-0.0)) == -1
    nan = math.nan
    assert len(both({nan: 1})) == 1


def test_texts_that_are_odd() -> None:
    for text in ("\ud800", "a\udfffb", "\0", "\U0010ffff", "e\u0301", "x" * 1_000_000):
        assert both(text) == text
        assert both({text: text}) == {text: text}


def test_order_of_dicts_is_kept() -> None:
    keys = [str(i * 7919 % 1000) for i in range(1000)]
    assert list(both(dict.fromkeys(keys))) == list(dict.fromkeys(keys))
    assert list(monty.run("d.pop('b')\nd['b'] = 1\nd", inputs={"d": {"b": 0, "a": 0}})) == ["a", "b"]


def test_subclasses_of_builtins_are_their_items() -> None:
    class Text(str):
        pass

    class Number(int):
        pass

    class Items(list):  # type: ignore[type-arg]
        pass

    class Flag(enum.IntFlag):
        A = 1
        B = 2

    for value, plain in (
        (Text("a"), "a"), (Number(3), 3), (Items([1]), [1]), (collections.OrderedDict(a=1), {"a": 1}), (collections.Counter("aab"), {"a": 2, "b": 1}),
        (collections.defaultdict(list, k=[1]), {"k": [1]}), (Flag.A | Flag.B, 3), (True, True), (bytearray(b"x"), b"x"),
    ):  # fmt: skip
        out = both(value)
        assert out == plain and type(out) is type(plain)


def test_moments() -> None:
    east = dt.timezone(dt.timedelta(hours=9, seconds=1))
    for value in (dt.datetime(2026, 1, 1, tzinfo=east), dt.datetime.max, dt.date.min, dt.timedelta.max, dt.timedelta.min, dt.time.max, dt.datetime(2026, 1, 1, 2, 30, fold=1)):
        assert both(value) == value
    assert both(dt.datetime(2026, 1, 1, tzinfo=east)).utcoffset() == dt.timedelta(hours=9, seconds=1)


def test_decimals_ids_and_paths() -> None:
    for text in ("0E-10", "-0", "sNaN12", "NaN", "-Infinity", "1E+999", "1" * 100):
        out = both(decimal.Decimal(text))
        assert str(out) == text
    assert both(uuid.UUID(int=2**128 - 1)).int == 2**128 - 1
    for path in ("/", ".", "a b/ü", "/a/../b"):
        assert str(both(Path(path))) == str(Path(path))


def test_numpy_is_not_needed() -> None:
    script = "import sys\nsys.modules['numpy'] = None\nimport monty\nprint(monty.run('1 + 1'), sorted(m for m in ('numpy', 'pydantic', 'typing_extensions') if sys.modules.get(m)))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "2 []\n"


def test_models_both_ways() -> None:
    pydantic = pytest.importorskip("pydantic")

    class Tag(pydantic.BaseModel):  # type: ignore[name-defined, misc]
        model_config = {"frozen": True}
        name: str

    class Post(pydantic.BaseModel):  # type: ignore[name-defined, misc]
        id: uuid.UUID
        at: dt.datetime
        tags: list[Tag] = []
        best: "Tag | None" = None
        extra: dict[str, decimal.Decimal] = {}

    post = Post(id=uuid.UUID(int=1), at=dt.datetime(2026, 1, 1), tags=[Tag(name="a")], best=Tag(name="b"), extra={"x": decimal.Decimal("1.50")})
    assert both(post) == post
    made = "p.tags.append(p.best)\np.extra['y'] = p.extra['x'] * 2\n[p, {p.best: 1}, p.best in p.tags]"
    out, keyed, there = monty.run(made, inputs={"p": post})
    assert out.tags == [Tag(name="a"), Tag(name="b")] and out.extra["y"] == decimal.Decimal("3.00") and keyed == {Tag(name="b"): 1} and there is True


def test_attrs() -> None:
    attrs = pytest.importorskip("attrs")

    Point: Any = attrs.make_class("Point", {"x": attrs.field(), "y": attrs.field(default=0)})
    assert both(Point(1)) == Point(1)
    assert monty.run("p.x + p.y", inputs={"p": Point(1, 2)}) == 3


def test_what_lies_in_two_places_is_two_copies() -> None:
    shared = [1]
    assert monty.run("v[0].append(2)\nv", inputs={"v": [shared, shared]}) == [[1, 2], [1]]
    assert shared == [1]


def test_a_tool_that_changes_its_arguments_changes_nothing_of_the_program() -> None:
    def change(items: list[int]) -> None:
        items.append(9)

    assert monty.run("x = [1]\nchange(x)\nx", tools=[change]) == [1]


def test_a_dict_that_changes_while_it_enters() -> None:
    class Odd(int):
        pass

    d: dict[Any, Any] = {Odd(i): i for i in range(100)}
    assert both(d) == d


def test_copies_of_what_is_shared_are_bounded_by_the_memory_limit() -> None:
    limits = {"memory": 4 << 20}
    code = "x = 'a' * 1_000_000\n[x for _ in range(100)]"
    with pytest.raises(monty.MontyConversionError, match="4 times as large as the memory limit cannot leave"):
        monty.run(code, limits=limits)
    with pytest.raises(monty.MontyRuntimeError, match="4 times as large"):
        monty.run(code.replace("[x", "tool([x") + ")", limits=limits, tools={"tool": len})
    assert len(monty.run(code.replace("100", "10"), limits=limits)) == 10
