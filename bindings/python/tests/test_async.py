"""Programs on an event loop."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time

import monty
import pytest

GATHER = "import asyncio\nawait asyncio.gather(*(tool(i) for i in range(5)))"


class Tool:
    """Counts how many calls are in flight at once."""

    def __init__(self) -> None:
        self.now = self.most = 0

    async def __call__(self, x: int) -> int:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.02)
        self.now -= 1
        return x * 2


def test_gather_has_all_calls_in_flight() -> None:
    tool = Tool()
    assert asyncio.run(monty.run_async(GATHER, tools={"tool": tool})) == [0, 2, 4, 6, 8]
    assert tool.most == 5
    assert monty.run(GATHER, tools={"tool": tool}) == [0, 2, 4, 6, 8]


def test_asynchronous_tools_that_the_program_calls_at_once() -> None:
    async def tool(x: int) -> int:
        await asyncio.sleep(0)
        return x + 1

    assert asyncio.run(monty.run_async("tool(1) + tool(2)", tools=[tool])) == 5


def test_tools_run_on_the_loop_s_thread() -> None:
    threads: set[int] = set()

    def plain() -> None:
        threads.add(threading.get_ident())

    async def main() -> None:
        await monty.run_async("plain()\nawait plain()", tools=[plain])
        assert threads == {threading.get_ident()}

    asyncio.run(main())


def test_the_loop_goes_on_while_a_program_computes() -> None:
    async def main() -> int:
        turns = 0
        task = asyncio.ensure_future(monty.run_async("for i in range(3_000_000): pass\n'done'"))
        while not task.done():
            await asyncio.sleep(0.001)
            turns += 1
        assert await task == "done"
        return turns

    assert asyncio.run(main()) > 5


def test_exceptions_of_asynchronous_tools() -> None:
    async def tool() -> None:
        raise ValueError("no")

    code = "try:\n    await tool()\nexcept ValueError as e:\n    r = str(e)\nr"
    assert asyncio.run(monty.run_async(code, tools=[tool])) == "no"
    with pytest.raises(monty.MontyRuntimeError, match="ValueError: no"):
        asyncio.run(monty.run_async("await tool()", tools=[tool]))


def test_cancelling_the_task_stops_program_and_tools() -> None:
    cancelled: list[str] = []

    async def tool() -> None:
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            cancelled.append("tool")
            raise

    async def main(code: str) -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(monty.run_async(code, tools=[tool]), 0.1)

    asyncio.run(main("await tool()"))
    assert cancelled == ["tool"]
    asyncio.run(main("while True: pass"))


def test_timers_of_the_program() -> None:
    async def slow() -> int:
        await asyncio.sleep(100)
        return 1

    code = "import asyncio\ntry:\n    await asyncio.wait_for(slow(), 0.05)\nexcept TimeoutError:\n    r = 'late'\nr"
    began = time.monotonic()
    assert asyncio.run(monty.run_async(code, tools=[slow])) == "late"
    assert 0.04 < time.monotonic() - began < 5


def test_start_async() -> None:
    async def fetch(x: int) -> int:
        await asyncio.sleep(0.01)
        return x * 10

    async def main() -> object:
        program = monty.Program("a = await fetch(1)\nb = ask(a)\nc = await fetch(b)\nc")
        at = await program.start_async(tools=[fetch], functions=["ask"])
        assert isinstance(at, monty.FunctionCall) and at.args == (10,)
        with pytest.raises(monty.MontyError, match="resume_async"):
            at.resume(1)
        end = await at.resume_async(5)
        assert isinstance(end, monty.Complete)
        return end.output

    assert asyncio.run(main()) == 50


def test_sessions_with_asynchronous_tools() -> None:
    tool = Tool()
    session = monty.Session(tools={"tool": tool})
    assert session.feed("x = await tool(2)\nx") == 4

    async def main() -> None:
        assert await session.feed_async("x + await tool(3)") == 10
        with pytest.raises(monty.MontyError, match="event loop runs already"):
            session.feed("await tool(1)")

    asyncio.run(main())


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("code", ["while True: pass", "sum(range(10**12))", "import time\\ntime.sleep(100)"])
def test_control_c_stops_a_run(code: str) -> None:
    # A test run in the background has it ignored.
    script = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    script += f"import monty\nprint('ready', flush=True)\ntry:\n    monty.run('{code}')\nexcept KeyboardInterrupt:\n    print('stopped', monty.run('1 + 1'))"
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    time.sleep(0.1)
    os.kill(child.pid, signal.SIGINT)
    out, _ = child.communicate(timeout=20)
    assert out == "stopped 2\n"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sub-interpreters with their own rules came with 3.12")
def test_sub_interpreters_are_refused() -> None:
    interpreters = pytest.importorskip("_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters")
    id = interpreters.create()
    code = "try:\n    import monty\n    raise SystemExit('imported')\nexcept ImportError as e:\n    assert 'interpreter' in str(e), e"
    assert interpreters.run_string(id, code) is None
    interpreters.destroy(id)
