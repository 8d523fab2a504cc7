"""dspy-monty-interpreter: the code interpreter of dspy.RLM."""

import dspy_monty_interpreter
import pytest
from dspy_monty_interpreter import interpreter as interpreter_module
MontyInterpreter = dspy_monty_interpreter.MontyInterpreter


@pytest.fixture
def interpreter():
    with MontyInterpreter(tools={"search": lambda query, limit=1: [f"{query}-{i}" for i in range(limit)]}, output_fields=[{"name": "answer"}], resource_limits={"max_memory": 50_000_000, "max_feed_duration_secs": 0.5}) as made:
        yield made


def test_it_is_ours(interpreter):
    import pydantic_monty

    assert pydantic_monty.Monty.__init__.__globals__["__name__"] == "monty.compat.session"


def test_prints(interpreter):
    assert interpreter.execute("print('a')\nprint('b')") == "a\nb"


def test_value(interpreter):
    assert interpreter.execute("```python\n[1, 2][1] * n\n```", {"n": 21}) == "42"


def test_state_stays(interpreter):
    interpreter.execute("def f(x):\n    return x + 1\ny = 1")
    assert interpreter.execute("f(y)") == "2"


def test_tools(interpreter):
    assert interpreter.execute("', '.join(search('tea', limit=2))") == "tea-0, tea-1"
    assert interpreter.execute("search('cup')") == "['cup-0']"


def test_submit(interpreter):
    out = interpreter.execute("x = 1\nSUBMIT(x + 1)\nprint('never')")
    assert out.output == {"answer": 2}


def test_errors(interpreter):
    with pytest.raises(interpreter_module.CodeExecutionError, match="ZeroDivisionError: division by zero"):
        interpreter.execute("1 / 0")
    with pytest.raises(SyntaxError):
        interpreter.execute("x = = 1")
    assert interpreter.execute("1") == "1"


def test_limits(interpreter):
    with pytest.raises(interpreter_module.CodeExecutionError, match="memory limit exceeded"):
        interpreter.execute("a = [0] * 50_000_000")
    with pytest.raises(interpreter_module.CodeExecutionError, match="time limit exceeded.*the sandbox was reset"):
        interpreter.execute("while True:\n    pass")
    assert interpreter.execute("2") == "2"


def test_mounts(tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    mount = dspy_monty_interpreter.MountDir(host_path=tmp_path, virtual_path="/data")
    with MontyInterpreter(mounts=mount) as interpreter:
        assert "/data" in interpreter.execution_instructions
        assert interpreter.execute("open('/data/notes.txt').read()") == "hello"


def test_modules():
    module = dspy_monty_interpreter.ExternalModule({"double": lambda n: 2 * n})
    with MontyInterpreter(external_modules={"tools": module}) as interpreter:
        assert interpreter.execute("import tools\ntools.double(4)") == "8"
