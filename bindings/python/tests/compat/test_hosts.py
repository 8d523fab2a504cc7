"""What a host sees around its callbacks, and what it may do with a session and a pool."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from contextvars import ContextVar

import pydantic_monty as pm
import pytest

from .conftest import PEER

WHERE = ContextVar("WHERE", default="outside")


class TestContext:
    """Callbacks run in a copy of the caller's context."""

    def test_sync(self, run):
        WHERE.set("caller")
        seen = []

        def note(*args, **kwargs):
            seen.append(WHERE.get())
            WHERE.set("callback")
            return True

        run("f()\nprint(1)\nfrom pathlib import Path\nPath('/x').exists()\nf()", external_lookup={"f": note}, print_callback=note, os=note)
        assert seen == ["caller"] * 4 and WHERE.get() == "caller"

    def test_async(self, in_loop):
        async def body(session):
            seen = []

            async def later():
                seen.append(WHERE.get())
                WHERE.set("task")
                await asyncio.sleep(0)
                seen.append(WHERE.get())

            WHERE.set("feed")
            at = await session.feed_start("await later()\nawait later()", external_lookup={"later": later})
            WHERE.set("resume")
            while not isinstance(at, pm.MontyComplete):
                at = await at.resume_auto()
            return seen, WHERE.get()

        assert in_loop(body) == (["resume", "task"] * 2, "resume")


class TestTurns:
    def test_one_after_the_other(self, in_loop):
        async def body(session):
            return await asyncio.gather(session.feed_run("1"), session.feed_run("2"))

        assert in_loop(body) == [1, 2]

    def test_not_while_it_asks(self, session):
        def nested():
            with pytest.raises(RuntimeError, match="feed called while a suspension is awaiting an answer"):
                session.feed_run("1")
            return 5

        assert session.feed_run("nested()", external_lookup={"nested": nested}) == 5

    def test_nor_from_another_task(self, in_loop):
        async def body(session):
            async def slow():
                await asyncio.sleep(0.3)
                return 5

            return await asyncio.gather(session.feed_run("await slow()", external_lookup={"slow": slow}), session.feed_run("2"), return_exceptions=True)

        first, second = in_loop(body)
        assert first == 5 and isinstance(second, RuntimeError)

    def test_threads(self, pool):
        with pool.checkout() as session:
            session.feed_run("n = 0")
            threads = [threading.Thread(target=session.feed_run, args=("n += 1",)) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert session.feed_run("n") == 8


class TestAgain:
    def test_a_session(self, pool):
        session = pool.checkout()
        with session:
            session.feed_run("x = 1")
        with session, pytest.raises(pm.MontyRuntimeError, match="NameError"):
            session.feed_run("x")
        assert session.__exit__(None, None, None) is None

    def test_a_pool(self):
        pool = pm.Monty()
        for _ in range(2):
            with pool, pool.checkout() as session:
                assert session.feed_run("1") == 1

    def test_a_pool_that_is_left_by_a_session(self):
        pool = pm.Monty()
        with pool:
            session = pool.checkout()
            session.__enter__()
        assert session.feed_run("1") == 1
        session.__exit__(None, None, None)


class TestCancelled:
    def test_feed(self, in_loop):
        async def body(session):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(session.feed_run("while True:\n    pass"), 0.2)
            with pytest.raises(RuntimeError, match="this checkout has already been finished"):
                await session.feed_run("1")

        in_loop(body)

    def test_its_calls_too(self, in_loop):
        async def body(session):
            told = []

            async def slow():
                try:
                    await asyncio.sleep(30)
                except asyncio.CancelledError:
                    told.append(True)
                    raise

            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(session.feed_run("await slow()", external_lookup={"slow": slow}), 0.2)
            await asyncio.sleep(0.05)
            return told

        assert in_loop(body) == [True]

    def test_checkout_that_waits(self):
        async def main():
            async with pm.AsyncMonty(max_processes=1) as pool:
                async with pool.checkout() as first:
                    second = pool.checkout()
                    with pytest.raises(asyncio.TimeoutError):
                        await asyncio.wait_for(second.__aenter__(), 0.1)
                    assert await first.feed_run("1") == 1
                async with pool.checkout() as third:
                    return await third.feed_run("3")

        assert asyncio.run(asyncio.wait_for(main(), 20)) == 3


class TestEnds:
    @pytest.mark.skipif(not os.path.isdir("/proc"), reason="needs /proc")
    def test_interpreter_with_workers_alive(self):
        setup = "" if PEER else "import monty\nmonty.install_as_pydantic_monty()\n"
        code = setup + "import pydantic_monty as pm\np = pm.Monty(min_processes=2)\np.__enter__()\ns = p.checkout()\ns.__enter__()\nprint(s.feed_run('1'), s.worker_pid)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0 and done.stderr == ""
        pid = int(done.stdout.split()[1])
        until = time.monotonic() + 10
        while os.path.exists(f"/proc/{pid}") and time.monotonic() < until:
            time.sleep(0.05)
        assert not os.path.exists(f"/proc/{pid}")

    def test_fork(self, pool):
        with pool.checkout() as session:
            session.feed_run("x = 1")
            child = os.fork()
            if child == 0:
                os._exit(0)
            os.waitpid(child, 0)
            assert session.feed_run("x") == 1

    def test_a_request_to_one_that_is_gone(self, pool):
        with pool.checkout() as session:
            os.kill(session.worker_pid, 9)
            time.sleep(0.2)
            with pytest.raises(pm.MontyCrashedError) as caught:
                session.feed_run("1")
            assert str(caught.value) == "monty worker crashed while sending a request (signal: 9 (SIGKILL))"
            assert caught.value.exit_status is None and caught.value.timed_out is False and session.worker_pid is None


@pytest.mark.parametrize(
    "options, kind, told",
    [
        ({"min_processes": -1}, OverflowError, "can't convert negative int to unsigned"),
        ({"min_processes": "x"}, TypeError, "'str' object cannot be interpreted as an integer"),
        ({"checkout_timeout": -1}, ValueError, "invalid checkout_timeout: cannot convert float seconds to Duration: value is negative"),
        ({"request_timeout": float("nan")}, ValueError, "invalid request_timeout: cannot convert float seconds to Duration: value is either too big or NaN"),
        ({"request_timeout": "x"}, TypeError, "must be real number, not str"),
        ({"turn_duration_limit_grace": -1}, ValueError, "invalid turn_duration_limit_grace: cannot convert float seconds to Duration: value is negative"),
    ],
)
def test_sizes_and_times_of_pools(options, kind, told):
    with pytest.raises(kind) as caught:
        pm.Monty(**options)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    "options, kind, told",
    [
        ({"os_policy": 5}, TypeError, "os_policy must be a dict, not int"),
        ({"external_modules": 5}, TypeError, "external_modules must be a mapping of module name to ExternalModule, not int"),
        ({"type_check": 5}, TypeError, "'int' object is not an instance of 'bool'"),
        ({"print_flush_interval": -1}, ValueError, "invalid print_flush_interval: cannot convert float seconds to Duration: value is negative"),
        ({"limits": {"max_total_sleep_secs": -1}}, ValueError, "cannot convert float seconds to Duration: value is negative"),
        ({"limits": {"max_memory": 1 << 70}}, OverflowError, "int too big to convert"),
        ({"os_policy": {"datetime": 5}}, TypeError, "datetime must be 'system', 'call_host' or a datetime.datetime, not int"),
        ({"os_policy": {"random_start": {"seed": [1]}}}, TypeError, "random_start seed must be an int, float, str or bytes, not list"),
    ],
)
def test_what_a_checkout_is_told(pool, options, kind, told):
    with pytest.raises(kind) as caught:
        pool.checkout(**options)
    assert str(caught.value) == told


def test_telemetry_wants_something():
    with pytest.raises(ValueError, match="at least one OpenTelemetry component is required"):
        pm.instrument_telemetry()


@pytest.mark.parametrize(
    "code, shown",
    [
        ("1 / 0", "    1 / 0\n    ~~~~~\nZeroDivisionError: division by zero"),
        ("x = 5\nif x:\n    y = [x, missing]", "    y = [x, missing]\n            ~~~~~~~\nNameError: name 'missing' is not defined"),
        ("raise ValueError('no')", "    raise ValueError('no')\nValueError: no"),
        ("assert 1 == 2", "    assert 1 == 2\nAssertionError: assert 1 == 2"),
        ("import nowhere", "    import nowhere\nModuleNotFoundError: No module named 'nowhere'"),
        ("x = 'é'; y = (1).nothing", "    x = 'é'; y = (1).nothing\nAttributeError: 'int' object has no attribute 'nothing'"),
    ],
)
def test_tracebacks(run, code, shown):
    with pytest.raises(pm.MontyRuntimeError) as caught:
        run(code)
    assert caught.value.display() == f'Traceback (most recent call last):\n  File "<python-input-0>", line {code.count(chr(10)) + 1}, in <module>\n{shown}'


def test_tracebacks_of_calls(run):
    code = "def f(n):\n    if n == 0:\n        return 1 / n\n    return f(n - 1)\nf(9)"
    with pytest.raises(pm.MontyRuntimeError) as caught:
        run(code)
    again = '  File "<python-input-0>", line 4, in f\n    return f(n - 1)\n           ~~~~~~~~\n'
    assert caught.value.display() == (
        'Traceback (most recent call last):\n  File "<python-input-0>", line 5, in <module>\n    f(9)\n    ~~~~\n'
        + again * 3
        + "  [Previous line repeated 6 more times]\n"
        + '  File "<python-input-0>", line 3, in f\n    return 1 / n\n           ~~~~~\nZeroDivisionError: division by zero'
    )


@pytest.mark.skipif(PEER, reason="the peer has processes alone")
class TestInProcess:
    def test_runs(self):
        from monty.compat import IN_PROCESS

        with pm.Monty(binary_path=IN_PROCESS) as pool, pool.checkout(limits={"max_feed_duration_secs": 0.2}) as session:
            assert session.worker_pid is None
            lines = pm.CollectString()
            assert session.feed_run("print('hi')\nadd(1, x)", inputs={"x": 2}, external_lookup={"add": lambda a, b: a + b}, print_callback=lines) == 3
            assert lines.output == "hi\n"
            with pytest.raises(pm.MontyRuntimeError, match="TimeoutError"):
                session.feed_run("while True:\n    pass")
            state = session.dump()
        with pm.Monty(binary_path=IN_PROCESS) as pool, pool.checkout() as session:
            session.load_session(state)
            assert session.feed_run("x") == 2

    def test_cancelled(self):
        from monty.compat import IN_PROCESS

        async def main():
            async with pm.AsyncMonty(binary_path=IN_PROCESS, max_processes=1) as pool:
                async with pool.checkout() as session:
                    with pytest.raises(asyncio.TimeoutError):
                        await asyncio.wait_for(session.feed_run("while True:\n    pass"), 0.2)
                async with pool.checkout() as session:
                    return await session.feed_run("1")

        assert asyncio.run(asyncio.wait_for(main(), 30)) == 1
