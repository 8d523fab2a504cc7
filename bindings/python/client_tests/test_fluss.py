"""fluss-monty: flows that are type-checked against a manifest of actions, then run."""

import asyncio
from types import SimpleNamespace

import fluss_monty
import pytest


def port(key, kind, **more):
    return SimpleNamespace(key=key, kind=kind, nullable=False, default=None, identifier=None, children=(), **more)


def action(name, args, returns):
    return SimpleNamespace(kind="FUNCTION", name=name, hash=name, id=name, description=None, args=args, returns=returns)


ADD = fluss_monty.ManifestAction(alias="add", action=action("add", [port("a", "INT"), port("b", "INT")], [port("sum", "INT")]))
GOOD = "async def main(n: int) -> int:\n    return await add(n, b=2)\n"
GATHER = "import asyncio\n\nasync def main(n: int) -> int:\n    a, b = await asyncio.gather(add(n, b=1), add(n, b=2))\n    return a + b\n"


async def call(entry, kwargs, key):
    await asyncio.sleep(0)
    return {"sum": kwargs["a"] + kwargs["b"]}


def test_valid():
    report = fluss_monty.validate_python_flow_sync(GOOD, [ADD])
    assert report.ok, report.diagnostics


def test_wrong_argument():
    report = fluss_monty.validate_python_flow_sync(GOOD.replace("b=2", "b='x'"), [ADD])
    assert not report.ok and report.diagnostics[0].line == 2 and "invalid-argument-type" in report.diagnostics[0].message


def test_nothing_outside_the_manifest():
    report = fluss_monty.validate_python_flow_sync("async def main(n: int) -> int:\n    return await remove(n)\n", [ADD])
    assert not report.ok and report.diagnostics[0].line == 2


@pytest.mark.parametrize("source, n, result", [(GOOD, 3, 5), (GATHER, 3, 9)])
def test_runs(source, n, result):
    returns = asyncio.run(fluss_monty.arun_python_flow(source, {"n": n}, [ADD], call))
    assert list(returns.values()) == [result]


def test_an_action_that_fails():
    async def fail(entry, kwargs, key):
        raise ValueError("no")

    with pytest.raises(fluss_monty.PythonFlowError, match="add failed: no") as caught:
        asyncio.run(fluss_monty.arun_python_flow(GOOD, {"n": 1}, [ADD], fail))
    assert "return await add(n, b=2)" in caught.value.traceback
