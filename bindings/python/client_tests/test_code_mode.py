"""pydantic-ai-harness: Code Mode, with a scripted model."""

import asyncio

import pydantic_ai
import pydantic_ai_harness as harness
import pytest
from pydantic_ai import Agent
from pydantic_ai.messages import ModelResponse, RetryPromptPart, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import FunctionModel


def play(*snippets, mode=None):
    """An agent whose model runs the snippets one after the other; what each came to."""
    results = []
    todo = list(snippets)

    def model(messages, info):
        for part in messages[-1].parts:
            if isinstance(part, ToolReturnPart):
                results.append(part.content)
            elif isinstance(part, RetryPromptPart):
                results.append(part.content)
        if not todo:
            return ModelResponse(parts=[TextPart("done")])
        return ModelResponse(parts=[ToolCallPart("run_code", {"code": todo.pop(0)})])

    agent = Agent(FunctionModel(model), capabilities=[mode or harness.CodeMode()], retries=5)

    @agent.tool_plain
    async def weather(city: str) -> dict:
        """Weather of a city."""
        await asyncio.sleep(0.01)
        return {"city": city, "temp": len(city)}

    @agent.tool_plain
    def fail(what: str) -> str:
        """Always fails."""
        raise pydantic_ai.ModelRetry(f"cannot {what}")

    assert agent.run_sync("go").output == "done"
    return results


def test_tools_together():
    (out,) = play("import asyncio\na, b = await asyncio.gather(weather(city='Paris'), weather(city='Rome'))\na['temp'] + b['temp']")
    assert "9" in str(out)


def test_state_stays():
    outs = play("x = 20", "x + 1")
    assert "21" in str(outs[1])


def test_prints():
    (out,) = play("print('seen')\n1")
    assert "seen" in str(out)


@pytest.mark.parametrize("code, text", [("1 / 0", "ZeroDivisionError"), ("x = = 1", "yntax"), ("missing", "missing"), ("await fail(what='cook')", "cannot cook")])
def test_errors(code, text):
    outs = play(code, "1")
    assert text in str(outs[0])


def test_type_errors():
    outs = play("await weather(city=3)", "1")
    assert "int" in str(outs[0]) or "str" in str(outs[0])
