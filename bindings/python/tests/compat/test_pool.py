"""Pools, workers, checkouts; the asynchronous forms; type checking."""

import asyncio
import os
import signal
import threading
import time

import pydantic_monty as pm
import pytest


class TestCheckout:
    def test_wants_a_pool(self):
        with pytest.raises(RuntimeError, match="the pool is not active — enter the Monty / AsyncMonty context manager first"):
            pm.Monty().checkout().__enter__()

    def test_wants_a_with(self, pool):
        with pytest.raises(RuntimeError, match="this checkout has already been finished"):
            pool.checkout().feed_run("1")

    def test_over(self, pool):
        with pool.checkout() as session:
            assert isinstance(session, pm.MontySession) and isinstance(session.worker_pid, int)
        with pytest.raises(RuntimeError, match="this checkout has already been finished"):
            session.feed_run("1")
        assert session.worker_pid is None

    def test_sessions_do_not_meet(self, pool):
        with pool.checkout() as one, pool.checkout() as two:
            one.feed_run("x = 1")
            with pytest.raises(pm.MontyRuntimeError, match="NameError"):
                two.feed_run("x")
        with pool.checkout() as three, pytest.raises(pm.MontyRuntimeError, match="NameError"):
            three.feed_run("x")

    def test_workers_are_used_again(self):
        with pm.Monty(max_processes=1) as pool:
            pids = set()
            for _ in range(3):
                with pool.checkout() as session:
                    session.feed_run("1")
                    pids.add(session.worker_pid)
            assert len(pids) == 1 and os.getpid() not in pids

    def test_workers_are_replaced(self):
        with pm.Monty(max_processes=1, max_checkouts_per_worker=1) as pool:
            pids = set()
            for _ in range(2):
                with pool.checkout() as session:
                    pids.add(session.worker_pid)
            assert len(pids) == 2

    def test_none_is_free(self):
        with pm.Monty(max_processes=1, checkout_timeout=0.05) as pool, pool.checkout():
            with pytest.raises(TimeoutError, match="no monty worker became available within the checkout timeout"):
                pool.checkout().__enter__()

    def test_waits(self):
        with pm.Monty(max_processes=1) as pool:
            done = []

            def other():
                with pool.checkout() as session:
                    done.append(session.feed_run("2"))

            with pool.checkout() as session:
                thread = threading.Thread(target=other)
                thread.start()
                session.feed_run("1")
                assert done == []
            thread.join(10)
            assert done == [2]

    def test_sizes(self):
        with pytest.raises(RuntimeError, match="min_processes=5 max_processes=1"):
            pm.Monty(min_processes=5, max_processes=1).__enter__()

    def test_arguments_by_name(self):
        with pytest.raises(TypeError):
            pm.Monty("monty")

    @pytest.mark.parametrize("options, kind, text", [({"script_name": 3}, TypeError, "'int' object is not an instance of 'str'"), ({"type_check_format": "x"}, ValueError, "unknown type check format 'x', expected one of: full, concise"), ({"nope": 1}, TypeError, "nope")])
    def test_told_at_once(self, pool, options, kind, text):
        with pytest.raises(kind, match=text):
            pool.checkout(**options)

    def test_packages(self, session):
        assert session.install_dependencies([]) is None
        with pytest.raises(pm.MontyRuntimeError, match="dependency installation is only supported by the CPython worker"):
            session.install_dependencies(["x"])

    def test_threads(self, pool):
        results = []

        def work(n):
            with pool.checkout() as session:
                session.feed_run("x = n", inputs={"n": n})
                results.append(session.feed_run("x * 2"))

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for t in threads:
            t.start()
        for t in threads:
            t.join(30)
        assert sorted(results) == [0, 2, 4, 6, 8, 10, 12, 14]


class TestCrashes:
    def test_killed_between_feeds(self):
        with pm.Monty(max_processes=1) as pool:
            with pool.checkout() as session:
                session.feed_run("x = 1")
                os.kill(session.worker_pid, signal.SIGKILL)
                with pytest.raises(pm.MontyCrashedError) as caught:
                    session.feed_run("x")
                assert (caught.value.timed_out, caught.value.exit_status) == (False, None)
                assert "crashed" in str(caught.value) and isinstance(caught.value, pm.MontyError)
                with pytest.raises(RuntimeError):
                    session.feed_run("x")
            with pool.checkout() as session:
                assert session.feed_run("1") == 1

    def test_killed_while_it_runs(self):
        with pm.Monty(max_processes=1) as pool:
            with pool.checkout() as session:
                pid = session.worker_pid
                threading.Timer(0.1, os.kill, (pid, signal.SIGKILL)).start()
                with pytest.raises(pm.MontyCrashedError, match="SIGKILL"):
                    session.feed_run("while True:\n    pass")
            with pool.checkout() as session:
                assert session.feed_run("1") == 1 and session.worker_pid != pid

    def test_killed_while_suspended(self):
        with pm.Monty(max_processes=1) as pool, pool.checkout() as session:
            s = session.feed_start("f()")
            os.kill(session.worker_pid, signal.SIGKILL)
            with pytest.raises(pm.MontyCrashedError):
                s.resume({"return_value": 1})

    def test_request_timeout(self):
        with pm.Monty(request_timeout=0.2) as pool:
            with pool.checkout() as session, pytest.raises(pm.MontyCrashedError) as caught:
                session.feed_run("while True:\n    pass")
            assert caught.value.timed_out and "request timeout of 200ms" in str(caught.value)
            with pool.checkout() as session:
                assert session.feed_run("1") == 1


class TestAsync:
    def test_runs(self, in_loop):
        async def body(session):
            assert isinstance(session, pm.AsyncMontySession) and session.session_id is None
            await session.feed_run("x = 20")
            return await session.feed_run("x + 1")

        assert in_loop(body) == 21

    def test_tools_run_together(self, in_loop):
        async def slow(n):
            await asyncio.sleep(0.2)
            return n * 2

        async def body(session):
            start = time.monotonic()
            out = await session.feed_run("import asyncio\nawait asyncio.gather(slow(1), slow(2), slow(3))", external_lookup={"slow": slow})
            return out, time.monotonic() - start

        out, seconds = in_loop(body)
        assert out == [2, 4, 6] and seconds < 0.55

    def test_sync_tools(self, in_loop):
        async def body(session):
            return await session.feed_run("f(1)", external_lookup={"f": lambda a: a + 1})

        assert in_loop(body) == 2

    def test_sync_tools_are_not_awaited(self, in_loop):
        async def body(session):
            await session.feed_run("await f(1)", external_lookup={"f": lambda a: a + 1})

        with pytest.raises(pm.MontyRuntimeError, match="TypeError: 'int' object can't be awaited"):
            in_loop(body)

    def test_failures(self, in_loop):
        async def fail():
            raise ValueError("bad")

        async def body(session):
            return await session.feed_run("try:\n    await fail()\nexcept ValueError as e:\n    r = str(e)\nr", external_lookup={"fail": fail})

        assert in_loop(body) == "bad"

    def test_errors(self, in_loop):
        async def body(session):
            with pytest.raises(pm.MontyRuntimeError, match="ZeroDivisionError"):
                await session.feed_run("1 / 0")
            with pytest.raises(pm.MontySyntaxError):
                await session.feed_run("1 +")
            return await session.feed_run("1")

        assert in_loop(body) == 1

    def test_steps(self, in_loop):
        async def body(session):
            s = await session.feed_start("await f(x)")
            kinds = []
            if isinstance(s, pm.AsyncNameLookupSnapshot):
                s = await s.resume(value=5)
            assert (s.function_name, s.args) == ("f", (5,))
            assert repr(s) == 'AsyncFunctionSnapshot(function_name="f", is_os_function=false)'
            s = await s.resume({"future": ...})
            assert type(s) is pm.AsyncFutureSnapshot and s.pending_call_ids == [0]
            return (await s.resume({0: {"return_value": 3}})).output

        assert in_loop(body) == 3

    def test_auto(self, in_loop):
        async def f(a):
            await asyncio.sleep(0.01 * a)
            return a

        async def body(session):
            s = await session.feed_start("import asyncio\nawait asyncio.gather(f(1), f(2))", external_lookup={"f": f})
            names = []
            while not isinstance(s, pm.MontyComplete):
                names.append(type(s).__name__)
                s = await s.resume_auto()
            return s.output, names

        output, names = in_loop(body)
        assert output == [1, 2] and names[:3] == ["AsyncFunctionSnapshot", "AsyncFunctionSnapshot", "AsyncFutureSnapshot"]

    def test_eager(self, in_loop):
        async def f(a):
            return a

        async def body(session):
            s = await session.feed_start("await f(2)", external_lookup={"f": f})
            assert s.allow_eager_await is True
            return (await s.resume_auto()).output

        assert in_loop(body) == 2

    def test_system(self, in_loop):
        async def handler(*, name, args, kwargs, is_async, **_):
            assert is_async
            return pm.MontyFileHandle("/a", "r") if name == "open" else "text"

        async def body(session):
            one = await session.feed_run("open('/a').read()", os=pm.OSAccess([pm.MemoryFile("/a", "A")]))
            return one, await session.feed_run("open('/a').read()", os=handler)

        assert in_loop(body) == ("A", "text")

    def test_dumps(self, in_loop):
        async def body(session):
            s = await session.feed_start("f() + 1")
            state = s.dump()
            assert (await s.resume({"return_value": 1})).output == 2
            return state, await session.dump()

        suspended, idle = in_loop(body)

        async def again(session):
            return (await (await session.load_snapshot(suspended)).resume({"return_value": 5})).output

        assert in_loop(again) == 6

        async def once_more(session):
            await session.load_session(idle)
            return await session.feed_run("1")

        assert in_loop(once_more) == 1

    def test_sessions_side_by_side(self):
        async def one(pool, n):
            async with pool.checkout() as session:
                await session.feed_run("x = n", inputs={"n": n})
                return await session.feed_run("await slow(x)", external_lookup={"slow": slow})

        async def slow(n):
            await asyncio.sleep(0.2)
            return n

        async def main():
            async with pm.AsyncMonty(max_processes=4, min_processes=4) as pool:
                start = time.monotonic()
                return await asyncio.gather(*(one(pool, n) for n in range(4))), time.monotonic() - start

        results, seconds = asyncio.run(main())
        assert results == [0, 1, 2, 3] and seconds < 0.75

    def test_the_loop_goes_on_while_a_program_runs(self, in_loop):
        async def body(session):
            ticks = 0

            async def tick():
                nonlocal ticks
                while True:
                    await asyncio.sleep(0.01)
                    ticks += 1

            ticker = asyncio.ensure_future(tick())
            with pytest.raises(pm.MontyRuntimeError, match="time limit exceeded"):
                await session.feed_run("while True:\n    pass")
            ticker.cancel()
            return ticks

        assert in_loop(body, limits={"max_feed_duration_secs": 0.3}) >= 5

    def test_sleeps_overlap(self, in_loop):
        async def body(session):
            start = time.monotonic()
            await session.feed_run("import asyncio\nawait asyncio.gather(*[asyncio.sleep(0.2) for _ in range(3)])")
            return time.monotonic() - start

        assert 0.15 < in_loop(body) < 0.55

    def test_async_methods(self, in_loop):
        class Api:
            async def fetch(self, n):
                await asyncio.sleep(0.01)
                return n * 2

        async def body(session):
            return await session.feed_run("await api.fetch(4)", inputs={"api": pm.ClassInstance(Api(), allowed_methods="all")})

        assert in_loop(body) == 8

    def test_modules(self, in_loop):
        async def make():
            async def f(a):
                return a + 1

            return pm.ExternalModule({"f": f})

        async def body(session):
            return await session.feed_run("import m\nawait m.f(1)")

        assert in_loop(body, external_modules={"m": make}) == 2


class TestTypeCheck:
    @pytest.fixture
    def session(self, pool):
        with pool.checkout(type_check=True, type_check_stubs="def tool(x: int) -> int: ...") as session:
            yield session

    def test_mistake(self, session):
        with pytest.raises(pm.MontyTypingError) as caught:
            session.feed_run("x: int = 'a'")
        text = caught.value.display()
        assert "invalid-assignment" in text and "main.py:1:10" in text and str(caught.value) == text

    def test_clean(self, session):
        assert session.feed_run("x = 1\nx + 1") == 2

    def test_knows_earlier_snippets(self, session):
        session.feed_run("x = 1")
        with pytest.raises(pm.MontyTypingError, match="unsupported-operator"):
            session.feed_run("x + 'a'")

    def test_stubs(self, session):
        assert session.feed_run("tool(2)", external_lookup={"tool": lambda x: x}) == 2
        with pytest.raises(pm.MontyTypingError, match="invalid-argument-type"):
            session.feed_run("tool('a')")

    def test_skipped(self, session):
        with pytest.raises(pm.MontyRuntimeError, match="TypeError"):
            session.feed_run("1 + 'a'", skip_type_check=True)

    def test_formats(self, pool):
        with pool.checkout(type_check=True, type_check_format="concise") as session:
            with pytest.raises(pm.MontyTypingError) as caught:
                session.feed_run("x: int = 'a'")
        assert str(caught.value).startswith("main.py:1:10: error[invalid-assignment]")

    def test_nothing_ran(self, session):
        with pytest.raises(pm.MontyTypingError):
            session.feed_run("side = 1\nside + 'a'")
        with pytest.raises(pm.MontyRuntimeError, match="NameError"):
            session.feed_run("side", skip_type_check=True)
