"""run() and Program: values, tools, limits, errors, output."""

import functools
import importlib.metadata
import io
import math
import subprocess
import threading
import time
from typing import Any, Callable

import monty
import pytest


def test_the_last_expression_is_the_result() -> None:
    assert monty.run("x = 20\nx + 1") == 21
    assert monty.run("x = 20") is None
    assert monty.run("") is None


def test_program_runs_any_number_of_times_and_keeps_nothing() -> None:
    program = monty.Program("count = globals().get('count', 0) + n\ncount")
    assert [program.run({"n": n}) for n in (1, 2, 3)] == [1, 2, 3]
    assert program.filename == "main.py" and "count" in program.code and "Program main.py" in repr(program)


@pytest.mark.parametrize(
    "value",
    [
        None, True, False, 0, -1, 2**62, 2**63 - 1, 2**63, -(2**63) - 1, 10**5000, -(7**9000), 0.5, -0.0, math.inf, "", "é\U0001f600", "\ud800", b"\0\xff",
        [], [1, [2]], (), (1, (2, 3)), set(), {1, 2}, frozenset({3}), {}, {"a": 1, 2: [None]}, {(1, 2): {"k": b"v"}}, ...,
    ],
    ids=lambda v: type(v).__name__,
)  # fmt: skip
def test_values_cross_both_ways(value: object) -> None:
    seen: list[object] = []
    out = monty.run("see(v)\nv", inputs={"v": value}, tools={"see": seen.append})
    assert out == value and type(out) is type(value)
    assert seen == [value] and type(seen[0]) is type(value)


def test_nan_and_order_of_dicts() -> None:
    assert math.isnan(monty.run("v", inputs={"v": math.nan}))
    assert list(monty.run("v", inputs={"v": {"b": 1, "a": 2}})) == ["b", "a"]


def test_what_contains_itself_or_is_too_deep_is_refused() -> None:
    cycle: list[object] = []
    cycle.append(cycle)
    deep: list[object] = []
    for _ in range(300):
        deep = [deep]
    with pytest.raises(monty.MontyConversionError, match="a list that contains itself cannot enter"):
        monty.run("v", inputs={"v": cycle})
    with pytest.raises(monty.MontyConversionError, match="deeper than 200 levels cannot enter"):
        monty.run("v", inputs={"v": deep})
    with pytest.raises(monty.MontyConversionError, match="contains itself cannot leave"):
        monty.run("v = []\nv.append(v)\nv")
    with pytest.raises(monty.MontyConversionError, match="deeper than 200 levels cannot leave"):
        monty.run("v = []\nfor _ in range(300): v = [v]\nv")
    with pytest.raises(TypeError, match="a object cannot enter"):
        monty.run("v", inputs={"v": object()})


def test_functions_and_classes_come_out_as_handles() -> None:
    handle = monty.run("def f(): pass\nf")
    assert isinstance(handle, monty.Opaque) and handle.type_name == "function" and "function" in repr(handle)


def test_tools_get_arguments_by_position_and_name() -> None:
    def tool(*args: object, **kwargs: object) -> object:
        return [list(args), kwargs]

    assert monty.run("tool(1, 'a', k=[2], z=None)", tools={"tool": tool}) == [[1, "a"], {"k": [2], "z": None}]
    assert monty.run("tool(*range(20), **{f'k{i}': i for i in range(20)})", tools=[tool]) == [list(range(20)), {f"k{i}": i for i in range(20)}]


def test_a_tool_may_be_awaited_although_it_is_no_coroutine_function() -> None:
    assert monty.run("import asyncio\nsum(await asyncio.gather(f(1), f(2))) + await f(3)", tools={"f": lambda x: x * 10}) == 60


def test_tools_may_run_programs() -> None:
    def nested(n: int) -> int:
        return n if n == 0 else 1 + monty.run("nested(n - 1)", inputs={"n": n}, tools=[nested])

    assert nested(30) == 30


class Missing(LookupError):
    pass


class Own(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "caught"),
    [
        (ValueError("bad"), "ValueError: bad"),
        (KeyError("k"), "KeyError: 'k'"),
        (Missing("it"), "LookupError: it"),
        (Own("mine"), "RuntimeError: Own: mine"),
        (FileNotFoundError(2, "No such file or directory", "x"), "FileNotFoundError: [Errno 2] No such file or directory: 'x'"),
    ],
)
def test_exceptions_of_tools_can_be_caught(error: Exception, caught: str) -> None:
    def tool() -> None:
        raise error

    code = "try:\n    tool()\nexcept Exception as e:\n    r = f'{type(e).__name__}: {e}'\nr"
    assert monty.run(code, tools=[tool]) == caught
    with pytest.raises(monty.MontyRuntimeError) as info:
        monty.run("tool()", tools=[tool])
    assert info.value.__cause__ is error
    assert str(info.value) == caught


def test_the_host_s_own_exceptions_go_through() -> None:
    class Stop(BaseException):
        pass

    def tool() -> None:
        raise Stop("now")

    with pytest.raises(Stop, match="now"):
        monty.run("try:\n    tool()\nexcept BaseException:\n    pass\nwhile True: pass", tools=[tool])


def test_runtime_errors_tell_where_and_what() -> None:
    with pytest.raises(monty.MontyRuntimeError) as info:
        monty.run("def f():\n    return {}['k']\nf()", filename="order.py")
    error = info.value
    assert error.display() == (
        'Traceback (most recent call last):\n  File "order.py", line 3, in <module>\n    f()\n    ~^^\n'
        '  File "order.py", line 2, in f\n    return {}[\'k\']\n           ~~^^^^^\nKeyError: \'k\''
    )
    assert error.display("type-msg") == str(error) == "KeyError: 'k'"
    assert error.display("msg") == "'k'"
    assert isinstance(error.exception, KeyError) and error.exception.args == ("k",)
    assert error.frames == (("order.py", 3, "<module>"), ("order.py", 2, "f"))
    with pytest.raises(ValueError, match="format is"):
        error.display("else")  # type: ignore[arg-type]


def test_exceptions_that_are_not_builtin() -> None:
    with pytest.raises(monty.MontyRuntimeError) as info:
        monty.run("class Bad(ValueError): pass\nraise Bad('x')")
    assert isinstance(info.value.exception, monty.ProgramException)
    assert info.value.type_name == "Bad" and info.value.exception.type_name == "Bad"


def test_system_exit() -> None:
    with pytest.raises(monty.MontyRuntimeError) as info:
        monty.run("import sys\nsys.exit(3)")
    assert info.value.exit_status == 3 and isinstance(info.value.exception, SystemExit)


def test_syntax_errors() -> None:
    with pytest.raises(monty.MontySyntaxError) as info:
        monty.Program("x = = 1", filename="a.py")
    assert info.value.display() == '  File "a.py", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax'
    assert isinstance(info.value.exception, SyntaxError)


@pytest.mark.parametrize(
    ("limits", "code", "error"),
    [
        ({"seconds": 0.05}, "while True: pass", monty.MontyTimeError),
        ({"seconds": 0.05}, "sum(range(10**12))", monty.MontyTimeError),
        ({"seconds": 0.05}, "import time\ntime.sleep(100)", monty.MontyTimeError),
        ({"memory": 1 << 20}, "x = [0] * 10**8", monty.MontyMemoryError),
        ({"memory": 1 << 20}, "x = []\nwhile True: x.append('a' * 1000)", monty.MontyMemoryError),
        ({"instructions": 1000}, "while True: pass", monty.MontyInstructionsError),
        ({"output": 100}, "while True: print('x' * 60)", monty.MontyOutputError),
    ],
)
def test_limits(limits: dict[str, float], code: str, error: type[monty.MontyLimitError]) -> None:
    for given in (limits, monty.Limits(**limits)):  # type: ignore[arg-type]
        began = time.monotonic()
        with pytest.raises(error) as info:
            monty.run(code, limits=given, print=io.StringIO())
        assert time.monotonic() - began < 5
        assert info.value.limit in limits and str(info.value)


def test_limits_are_checked_and_shown() -> None:
    limits = monty.Limits(memory=1000, seconds=1.5)
    assert repr(limits) == "Limits(memory=1000, seconds=1.5)" and limits == monty.Limits(memory=1000, seconds=1.5) != monty.Limits()
    assert limits.depth is None
    with pytest.raises(ValueError, match="seconds must be more than 0"):
        monty.Limits(seconds=-1)
    with pytest.raises(TypeError):
        monty.run("1", limits={"minutes": 1})


def test_output_goes_line_by_line_to_a_callback() -> None:
    lines: list[tuple[str, str]] = []
    code = "import sys\nprint('a', end='')\nprint('b')\nprint('c\\nd')\nprint('e', file=sys.stderr)\nprint('rest', end='')"
    monty.run(code, print=lambda stream, line: lines.append((stream, line)))
    assert lines == [("stdout", "ab\n"), ("stdout", "c\n"), ("stdout", "d\n"), ("stderr", "e\n"), ("stdout", "rest")]


def test_output_goes_to_streams(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    monty.run("print('x')", print=stream)
    assert stream.getvalue() == "x\n"
    monty.run("import sys\nprint('o')\nprint('e', file=sys.stderr)")
    assert tuple(capsys.readouterr()) == ("o\n", "e\n")


def test_output_comes_before_the_next_tool_call() -> None:
    events: list[str] = []
    monty.run("print('a')\nf()\nprint('b')", print=lambda _, line: events.append(line), tools={"f": lambda: events.append("f")})
    assert events == ["a\n", "f", "b\n"]


def test_a_callback_that_fails_ends_the_run() -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("full")

    with pytest.raises(RuntimeError, match="full"):
        monty.run("while True: print('x')", print=fail)


def test_cancel_from_another_thread() -> None:
    cancel = monty.Cancel()
    threading.Timer(0.05, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(monty.MontyCancelledError):
        monty.run("while True: pass", cancel=cancel)
    assert time.monotonic() - began < 5 and cancel.cancelled
    cancel.reset()
    assert monty.run("1", cancel=cancel) == 1


def test_other_threads_run_meanwhile() -> None:
    count = 0
    done = False

    def work() -> None:
        nonlocal count
        while not done:
            count += 1

    thread = threading.Thread(target=work)
    thread.start()
    before = count
    monty.run("for i in range(3_000_000): pass")
    assert count - before > 1000
    done = True
    thread.join()


def test_one_program_on_many_threads() -> None:
    program = monty.Program("total = 0\nfor i in range(2000): total += f(i)\ntotal")
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(program.run(tools={"f": lambda x: x}))) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert results == [sum(range(2000))] * 8


def test_input_and_operating_system() -> None:
    lines = iter(["one\n", "two\n"])
    assert monty.run("[input(), input()]", read_line=lambda: next(lines, None)) == ["one", "two"]
    with pytest.raises(monty.MontyRuntimeError, match="PermissionError"):
        monty.run("open('x')")

    def os_call(name: str, args: tuple[object, ...]) -> object:
        if name == "read_file":
            return f"content of {args[0]}".encode()
        if name == "stat":
            return tuple([0o100644, 1, 1, 1, 0, 0, 12, 0.0, 0.0, 0.0])
        return NotImplemented

    assert monty.run("open('/x').read()", os_call=os_call) == "content of /x"


def test_policy(tmp_path: object) -> None:
    policy = monty.Policy().fixed_clock(1769860800).seed(1).variable("LANG", "C").mount_memory("/work").mount("/data", str(tmp_path))
    policy.write_file("/work/in.txt", "hello")
    code = "import os, time, datetime\nopen('/work/out.txt', 'w').write(open('/work/in.txt').read().upper())\n[os.environ['LANG'], time.time()]"
    assert monty.run(code, policy=policy) == ["C", 1769860800.0]
    assert policy.read_file("/work/out.txt") == b"HELLO" and sorted(policy.list("/work")) == ["in.txt", "out.txt"]


def test_the_command_is_in_the_wheel() -> None:
    files = importlib.metadata.files("monty")
    assert files is not None
    command = [f for f in files if f.name == "monty" and f.parent.name == "bin"]
    done = subprocess.run([command[0].locate(), "-c", "print(6 * 7)"], capture_output=True, check=True)
    assert done.stdout == b"42\n"


def test_partials_and_methods_are_tools() -> None:
    tools: dict[str, Callable[..., Any]] = {"f": functools.partial(pow, 3), "g": [1, 2, 3, 3].count}
    assert monty.run("f(2) + g(3)", tools=tools) == 11
    with pytest.raises(TypeError, match="not callable"):
        monty.run("1", tools=[1])  # type: ignore[list-item]
