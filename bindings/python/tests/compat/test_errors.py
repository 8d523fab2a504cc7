"""Exceptions, their texts, tracebacks and frames; limits."""

import pydantic_monty as pm
import pytest


def test_traceback(raises):
    error = raises("def half(n):\n    return 1 / n\n\nhalf(0)\n")
    assert str(error) == "ZeroDivisionError: division by zero"
    lines = error.display().splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert '  File "<python-input-0>", line 4, in <module>' in lines and "    half(0)" in lines
    assert '  File "<python-input-0>", line 2, in half' in lines and "    return 1 / n" in lines
    assert lines[-1] == "ZeroDivisionError: division by zero"
    assert error.display("traceback") == error.display()
    assert error.display("type-msg") == "ZeroDivisionError: division by zero"
    assert error.display(format="msg") == "division by zero"
    assert type(error.exception()) is ZeroDivisionError
    with pytest.raises(ValueError):
        error.display("loud")


def test_frames(raises):
    outer, inner = raises("def half(n):\n    return 1 / n\n\nhalf(0)\n").traceback()
    assert isinstance(outer, pm.Frame)
    assert (outer.filename, outer.line, outer.function_name, outer.source_line) == ("<python-input-0>", 4, "<module>", "half(0)")
    assert (inner.line, inner.function_name, inner.source_line.strip()) == (2, "half", "return 1 / n")
    assert (outer.column, outer.end_line, outer.end_column) == (1, 4, 8)
    assert (inner.column, inner.end_line, inner.end_column) == (12, 2, 17)
    assert outer.dict() == {"filename": "<python-input-0>", "line": 4, "column": 1, "end_line": 4, "end_column": 8, "function_name": "<module>", "source_line": "half(0)"}
    assert repr(outer) == "Frame(filename='<python-input-0>', line=4, column=1, function_name='<module>')"


def test_snippets_are_numbered(run, raises):
    run("def fail():\n    raise KeyError('k')")
    run("1")
    assert [f.filename for f in raises("fail()").traceback()] == ["<python-input-2>", "<python-input-0>"]


def test_syntax_error(raises):
    error = raises("a = 1\nb = = 2\n", pm.MontySyntaxError)
    assert not isinstance(error, pm.MontyRuntimeError) and isinstance(error, pm.MontyError)
    assert type(error.exception()) is SyntaxError and str(error) == error.display("msg")
    assert error.display("type-msg") == f"SyntaxError: {error}"
    assert 'File "<python-input-0>", line 2' in error.display() and "b = = 2" in error.display()
    assert error.traceback()[0].line == 2


@pytest.mark.parametrize(
    "code, text",
    [
        ("nope", "NameError: name 'nope' is not defined"),
        ("nope()", "NameError: name 'nope' is not defined"),
        ("import nope", "ModuleNotFoundError: No module named 'nope'"),
        ("[].nope", "AttributeError: 'list' object has no attribute 'nope'"),
        ("1 + 'a'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
        ("int('x')", "ValueError: invalid literal for int() with base 10: 'x'"),
        ("{}['k']", "KeyError: k"),
        ("raise RuntimeError", "RuntimeError"),
        ("raise RuntimeError('')", "RuntimeError"),
        ("open('/x')", "PermissionError: Permission denied: '/x'"),
        ("import os\nos.getenv('HOME')", "RuntimeError: 'os.getenv' is not supported in this environment"),
        ("def f():\n    f()\nf()", "RecursionError: maximum recursion depth exceeded"),
    ],
)
def test_texts(raises, code, text):
    assert str(raises(code)) == text


def test_session_goes_on_after_an_error(run, raises):
    raises("kept = 5\n1 / 0")
    assert run("kept") == 5


@pytest.mark.theirs("Path.exists() is False where the host refuses, as in CPython where the system does")
def test_refused_existence(raises):
    assert str(raises("from pathlib import Path\nPath('/x').exists()")) == "PermissionError: Permission denied: '/x'"


@pytest.mark.parametrize(
    "code, told",
    [
        ("assert 1 == 2", "assert 1 == 2"), ("assert 1 == 2, 'so'", "so\nassert 1 == 2"), ("assert 1 == 2, ''", "assert 1 == 2"),
        ("assert 1 == 2, (3, None)", "(3, None)\nassert 1 == 2"), ("x = []\nassert x", "assert []"), ("x = []\nassert x, 'm'", "m\nassert []"),
        ("assert 'a' not in 'abc'", "assert 'a' not in 'abc'"), ("x = None\nassert x is not None", "assert None is not None"),
        ("a, b = 1, 0\nassert a and b", "assert 0"), ("assert [1, 2] <= [0]", "assert [1, 2] <= [0]"),
        ("def f(x):\n    assert x + 1 > 5\nf(1)", "assert 2 > 5"), ("exec('assert 1 == 2')", "assert 1 == 2"),
        ("assert 'x' * 300 == 1", f"assert '{'x' * 119}\u2026 == 1"), ("assert 'é' * 100 == 1", f"assert '{'é' * 59}\u2026 == 1"),
        ("assert False", ""), ("assert False, 'm'", "m"), ("assert 1 < 3 < 2", ""), ("assert not 1", ""), ("assert isinstance(1, str)", ""),
        ("class A:\n    def __repr__(self):\n        raise ValueError\nassert A() == 1", ""),
    ],
)  # fmt: skip
def test_assertions_explain_themselves(raises, code, told):
    assert str(raises(code)) == (f"AssertionError: {told}" if told else "AssertionError")


def test_assertions_that_hold(run):
    assert run("x = []\nassert 1 == 1, 1 / 0\nassert not x and 2 in [2]\nassert (y := 3) == 3\ny") == 3
    assert run("try:\n    assert 1 == 2, 5\nexcept AssertionError as e:\n    r = e.args\nr") == ("5\nassert 1 == 2",)


@pytest.mark.parametrize("given, told", [(False, ""), (True, f": assert '{'x' * 119}\u2026 == 1"), (10, f": assert '{'x' * 9}\u2026 == 1"), (1, ": assert '\u2026 == 1")])
def test_how_much_assertions_tell(pool, given, told):
    with pool.checkout(assert_message_annotations=given) as session, pytest.raises(pm.MontyRuntimeError) as caught:
        session.feed_run("assert 'x' * 300 == 1")
    assert str(caught.value) == f"AssertionError{told}"


def test_assertions_of_a_loaded_session(pool):
    with pool.checkout(assert_message_annotations=10) as session:
        session.feed_run("def f(x):\n    assert x == 'y' * 30")
        state = session.dump()
    with pool.checkout(assert_message_annotations=10) as session, pytest.raises(pm.MontyRuntimeError) as caught:
        session.load_session(state)
        session.feed_run("f(1)")
    assert str(caught.value) == f"AssertionError: assert 1 == '{'y' * 9}\u2026"


@pytest.mark.parametrize("given, kind", [(0, ValueError), (-1, ValueError), (1 << 32, ValueError), ("x", TypeError), (None, TypeError)])
def test_how_much_assertions_may_tell(pool, given, kind):
    with pytest.raises(kind, match="assert_message_annotations"):
        pool.checkout(assert_message_annotations=given)


def test_assertions_without_annotations(pool):
    with pool.checkout(assert_message_annotations=False) as session, pytest.raises(pm.MontyRuntimeError) as caught:
        session.feed_run("assert 1 == 2")
    assert str(caught.value) == "AssertionError"


def test_file(run, pool):
    assert run("__file__, __name__") == ("/main.py", "__main__")
    with pool.checkout(script_name="dir/job.py") as session:
        assert session.feed_run("__file__") == "/job.py"


class TestLimits:
    def fails(self, pool, code, **limits):
        with pool.checkout(limits=limits) as session:
            with pytest.raises(pm.MontyRuntimeError) as caught:
                session.feed_run(code)
            return caught.value

    def test_memory(self, pool):
        error = self.fails(pool, "a = [0] * 10_000_000", max_memory=20_000_000)
        assert "memory limit exceeded" in str(error) and str(error).startswith("MemoryError: ")
        assert type(error.exception()) is MemoryError

    def test_time(self, pool):
        error = self.fails(pool, "while True:\n    pass", max_feed_duration_secs=0.1)
        assert "time limit exceeded" in str(error) and str(error).startswith("TimeoutError: feed time limit exceeded")
        assert type(error.exception()) is TimeoutError and error.display() == str(error)

    def test_time_cannot_be_caught(self, pool):
        code = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
        assert "time limit exceeded" in str(self.fails(pool, code, max_feed_duration_secs=0.1))

    def test_turn(self, pool):
        error = self.fails(pool, "while True:\n    pass", max_turn_duration_secs=0.1)
        assert "turn time limit exceeded" in str(error)

    def test_time_is_of_each_feed(self, pool):
        with pool.checkout(limits={"max_feed_duration_secs": 0.2}) as session:
            for _ in range(2):
                with pytest.raises(pm.MontyRuntimeError, match="time limit exceeded"):
                    session.feed_run("while True:\n    pass")
            assert session.feed_run("1") == 1

    def test_depth(self, pool):
        error = self.fails(pool, "def f(n):\n    return n and f(n - 1)\nf(60)", max_recursion_depth=50)
        assert str(error) == "RecursionError: maximum recursion depth exceeded"

    def test_suspensions(self, pool):
        with pool.checkout(limits={"max_suspensions": 3}) as session:
            with pytest.raises(pm.MontyRuntimeError) as caught:
                session.feed_run("for i in range(9):\n    f(i)", external_lookup={"f": lambda i: i})
            assert str(caught.value) == "RuntimeError: suspension limit 3 exceeded"

    def test_none_is_no_limit(self, pool):
        with pool.checkout(limits={"max_memory": None, "max_feed_duration_secs": None, "gc_interval": 100}) as session:
            assert session.feed_run("1") == 1

    @pytest.mark.parametrize("limits, kind, text", [({"nope": 1}, ValueError, "unknown limits key 'nope'"), ({"max_memory": "x"}, TypeError, "'str'")])
    def test_told_at_once(self, pool, limits, kind, text):
        with pytest.raises(kind, match=text):
            pool.checkout(limits=limits)


class TestOutput:
    CODE = "import sys\nprint('a', end='')\nprint('b')\nprint('c', file=sys.stderr)\nprint('d')"

    def test_string(self, run):
        out = pm.CollectString()
        assert run(self.CODE, print_callback=out) is None
        assert out.output == "ab\nc\nd\n" and repr(out) == "CollectString(output='ab\\nc\\nd\\n')"
        run("print('more')", print_callback=out)
        assert out.output.endswith("d\nmore\n")

    def test_streams(self, run):
        out = pm.CollectStreams()
        run(self.CODE, print_callback=out)
        assert out.output == [("stdout", "ab\n"), ("stderr", "c\n"), ("stdout", "d\n")]

    def test_function(self, run):
        rows = []
        run(self.CODE, print_callback=lambda stream, text: rows.append((stream, text)))
        assert "".join(text for stream, text in rows if stream == "stdout") == "ab\nd\n"
        assert ("stderr", "c\n") in rows

    def test_default_is_the_console(self, run, capfd):
        run("print('to the console')")
        assert capfd.readouterr().out == "to the console\n"

    def test_full(self, raises):
        out = pm.CollectString(max_bytes=10)
        error = raises("print('a' * 20)", print_callback=out)
        assert "memory limit exceeded: 21 bytes > 10 bytes" in str(error) and type(error.exception()) is MemoryError
        assert out.output == ""

    def test_unbounded(self, run):
        out = pm.CollectString(None)
        run("print('a' * 11_000_000)", print_callback=out)
        assert len(out.output) == 11_000_001

    def test_callback_that_fails(self, raises):
        def fail(stream, text):
            raise ValueError("full")

        assert str(raises("print(1)", print_callback=fail)) == "ValueError: full"

    def test_no_callback(self, session):
        with pytest.raises(TypeError, match="print_callback must be a callable"):
            session.feed_run("1", print_callback=3)
