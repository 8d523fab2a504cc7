"""What people at a prompt see: reprs, errors with their lines, progress, output as it comes."""

import io
import subprocess
import sys
import time

import monty
import pytest


def test_reprs() -> None:
    assert repr(monty.Program("x = 1\nx + 1", filename="a.py")) == "<Program a.py: x = 1 ... (2 lines)>"
    assert repr(monty.Program("y" * 80)) == f"<Program main.py: {'y' * 60}...>" and repr(monty.Program("")) == "<Program main.py: >"
    at = monty.Program("\nask(1, k='v')").start(functions=["ask"])
    assert isinstance(at, monty.FunctionCall) and repr(at) == "<FunctionCall ask(1, k='v') at main.py:2>"
    data = at.dump()
    end = at.resume(7)
    assert repr(end) == "Complete(7)" and repr(at) == "<FunctionCall ask(1, k='v') at main.py:2, resumed>"
    assert repr(monty.inspect(data)).endswith("at main.py:2, functions: ask>")
    assert repr(end.usage).startswith("Usage(memory=")
    cancel = monty.Cancel()
    assert repr(cancel) == "Cancel()"
    cancel.cancel()
    assert repr(cancel) == "Cancel(cancelled)"
    with monty.Session() as session:
        session.feed("1")
        assert repr(session).startswith("<Session, 1 snippets, ")
    assert repr(session) == "<Session, closed>"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python shows notes from 3.11 on")
def test_errors_that_nobody_catches_show_the_program_s_lines() -> None:
    script = "import monty\nmonty.run('def half(x):\\n    return x / 0\\nhalf(1)', filename='half.py')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 1
    assert 'monty.errors.MontyRuntimeError: ZeroDivisionError: division by zero\n' in done.stderr
    assert '  File "half.py", line 2, in half\n    return x / 0\n' in done.stderr


def test_rich() -> None:
    rich_console = pytest.importorskip("rich.console")

    def shown(thing: object) -> str:
        console = rich_console.Console(file=io.StringIO(), width=100, color_system="standard", force_terminal=True)
        console.print(thing)
        out: str = console.file.getvalue()
        assert "\x1b[" in out
        return out

    with pytest.raises(monty.MontyRuntimeError) as info:
        monty.run("[1][[2][0]]")
    assert "IndexError" in shown(info.value) and "main.py" in shown(info.value)
    program = monty.Program("x = 1\nx + 1")
    assert "2 " in shown(program)
    at = monty.Program("ask(1)").start(functions=["ask"])
    assert isinstance(at, monty.FunctionCall)
    assert "Call" in shown(at.call) and "output" not in shown(at.call)
    assert "functions" in shown(monty.inspect(at.dump()))
    assert "Complete" in shown(at.resume(1))
    if monty._monty.check_available():
        with pytest.raises(monty.MontyTypingError) as wrong:
            monty.run("1 + 'a'", type_check=True)
        assert "unsupported-operator" in shown(wrong.value)


def test_without_rich_nothing_is_missing() -> None:
    script = "import sys\nsys.modules['rich'] = None\nimport monty\nprint(repr(monty.Program('1')), 'rich' in sys.modules and sys.modules['rich'])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "<Program main.py: 1> None\n"


def test_progress_tells_the_usage() -> None:
    seen: list[monty.Usage] = []
    began = time.monotonic()

    def progress(usage: monty.Usage) -> bool:
        seen.append(usage)
        return len(seen) < 4

    with pytest.raises(monty.MontyCancelledError):
        monty.run("n = 0\nwhile True: n += 1", on_progress=progress)
    assert 0.2 < time.monotonic() - began < 10
    counts = [usage.instructions for usage in seen]
    assert counts == sorted(set(counts)) and counts[0] > 0 and seen[-1].seconds > seen[0].seconds > 0 and seen[0].memory > 0
    session = monty.Session(on_progress=lambda usage: usage.seconds < 0.3)
    with pytest.raises(monty.MontyCancelledError):
        session.feed("while True: pass")


def test_stdout_is_streamed_line_by_line() -> None:
    events: list[str] = []
    code = "import sys\nprint('a', end='')\nprint('b')\ntick()\nprint('c\\nd')\nprint('e', file=sys.stderr)\nprint('rest', end='')"
    errors = io.StringIO()
    monty.run(code, stdout=events.append, stderr=errors, tools={"tick": lambda: events.append("tick")})
    assert events == ["ab\n", "tick", "c\n", "d\n", "rest"] and errors.getvalue() == "e\n"
    out = io.StringIO()
    both: list[tuple[str, str]] = []
    monty.run(code, stdout=out, print=lambda stream, line: both.append((stream, line)), tools={"tick": lambda: None})
    assert out.getvalue() == "ab\nc\nd\nrest" and both == [("stderr", "e\n")]
    session = monty.Session(stdout=events.append)
    del events[:]
    session.feed("print(1)")
    session.fork().feed("print(2)")
    at = monty.Program("print(3)\nask()\nprint(4)").start(functions=["ask"], stdout=events.append)
    assert events == ["1\n", "2\n", "3\n"]
    assert isinstance(at, monty.FunctionCall)
    at.resume(None)
    assert events[-1] == "4\n"


def test_lines_come_while_the_program_runs() -> None:
    times: list[float] = []
    monty.run("import time\nfor i in range(3):\n    print(i)\n    time.sleep(0.05)", stdout=lambda line: times.append(time.monotonic()))
    assert len(times) == 3 and times[2] - times[0] > 0.05


def test_a_stdout_that_fails_ends_the_run() -> None:
    def full(line: str) -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        monty.run("while True: print('x')", stdout=full)


def test_unknown_options_are_refused() -> None:
    for call in (
        lambda: monty.run("1", limit=1),  # type: ignore[call-arg]
        lambda: monty.Program("1").run(sdtout=1),  # type: ignore[call-arg]
        lambda: monty.Program("1").start(x=1),  # type: ignore[call-arg]
        lambda: monty.Session(typecheck=True),  # type: ignore[call-arg]
        lambda: monty.Snapshot.load(b"", y=1),  # type: ignore[call-arg]
    ):
        with pytest.raises(TypeError, match="there is no option '"):
            call()
