"""monty.integrations.smolagents in a CodeAgent with a scripted model."""

import pytest
from monty.integrations.smolagents import MontyExecutor
from smolagents import ChatMessage, CodeAgent, tool
from smolagents.models import MessageRole, Model


@tool
def double(n: int) -> int:
    """Twice the number.

    Args:
        n: the number
    """
    return 2 * n


class Scripted(Model):
    def __init__(self, *steps):
        super().__init__(model_id="scripted")
        self.steps = list(steps)
        self.seen = []

    def generate(self, messages, **_):
        self.seen.append(str(messages[-1].content))
        return ChatMessage(role=MessageRole.ASSISTANT, content=f"Thought: go\n<code>\n{self.steps.pop(0)}\n</code>")


@pytest.fixture
def executor():
    made = MontyExecutor(limits={"max_feed_duration_secs": 2.0})
    yield made
    made.cleanup()


def ask(executor, *steps):
    model = Scripted(*steps)
    return CodeAgent(tools=[double], model=model, executor=executor, max_steps=len(steps)).run("go"), model.seen


def test_answer(executor):
    assert ask(executor, "final_answer(double(n=21))")[0] == 42


def test_state_and_prints(executor):
    answer, seen = ask(executor, "x = double(4)\nprint('x is', x)", "final_answer(x + 1)")
    assert answer == 9 and "x is 8" in seen[1]


def test_errors_are_told(executor):
    answer, seen = ask(executor, "1 / 0", "final_answer('recovered')")
    assert answer == "recovered" and "ZeroDivisionError" in seen[1]


def test_the_sandbox_holds(executor):
    answer, seen = ask(executor, "import subprocess\nsubprocess.run(['ls'])", "open('/etc/passwd')", "final_answer('safe')")
    assert answer == "safe" and "passwd" in seen[2]
