"""Functions, values and modules of the host; feed_start and its snapshots; dumps."""

import uuid

import pydantic_monty as pm
import pytest


def call(value=None):
    return lambda snapshot: snapshot.resume({"return_value": value})


FUTURE = {"future": ...}


class TestFeedRun:
    def test_arguments(self, run):
        seen = []

        def tool(*args, **kwargs):
            seen.append((args, kwargs))
            return len(seen)

        assert run("t(1, 'a', k=[2]) + t()", external_lookup={"t": tool}) == 3
        assert seen == [((1, "a"), {"k": [2]}), ((), {})]

    def test_values_are_found_when_read(self, run):
        assert run("a + b", external_lookup={"a": 1, "b": 2}) == 3
        assert run("'x' if False else a", external_lookup={"a": 1}) == 1

    def test_inputs_come_first(self, run):
        assert run("a", inputs={"a": 1}, external_lookup={"a": 2}) == 1

    @pytest.mark.ours("functions of the host cannot be called from within map()")
    def test_passed_on(self, run):
        assert run("list(map(double, [1, 2]))", external_lookup={"double": lambda a: 2 * a}) == [2, 4]

    def test_none_is_a_value(self, run):
        assert run("a is None", external_lookup={"a": None}) is True

    def test_value_that_is_called(self, raises):
        assert str(raises("a()", external_lookup={"a": 3})) == "TypeError: 'int' object is not callable"

    def test_exception(self, raises, run):
        class Own(ValueError):
            pass

        def fail():
            raise Own("bad")

        error = raises("fail()", external_lookup={"fail": fail})
        assert str(error) == "ValueError: bad" and type(error.exception()) is ValueError
        assert run("try:\n    fail()\nexcept ValueError as e:\n    r = repr(e)\nr", external_lookup={"fail": fail}) == "ValueError('bad')"

    def test_exception_of_no_builtin_kind(self, raises):
        class Own(Exception):
            pass

        def fail():
            raise Own("bad")

        assert str(raises("fail()", external_lookup={"fail": fail})) == "Exception: bad"

    def test_result_that_cannot_enter(self, raises):
        error = raises("f()", external_lookup={"f": lambda: object()})
        assert str(error).startswith("TypeError: Cannot convert builtins.object to Monty value")

    def test_coroutines_want_a_loop(self, raises):
        async def f():
            return 1

        coroutine = f()
        assert str(raises("await f()", external_lookup={"f": lambda: coroutine})).startswith("TypeError: Cannot convert builtins.coroutine")
        coroutine.close()

    @pytest.mark.parametrize("name", ["inputs", "external_lookup"])
    def test_wants_dicts(self, run, name):
        with pytest.raises(TypeError, match="'list' object is not an instance of 'dict'"):
            run("1", **{name: [1]})

    def test_names_stay_undefined(self, run, raises):
        assert run("f(1)", external_lookup={"f": lambda a: a}) == 1
        assert str(raises("f(1)")) == "NameError: name 'f' is not defined"

    def test_state_stays(self, run):
        run("def add(n):\n    global total\n    total = total + n\n    return total", inputs={"total": 1})
        run("add(4)")
        assert run("total") == 5


class TestCalls:
    def test_snapshot(self, pool):
        with pool.checkout(script_name="job.py") as session:
            s = session.feed_start("x = 1\nf(x, k=[2])")
            assert type(s) is pm.FunctionSnapshot
            assert (s.function_name, s.args, s.kwargs, s.call_id) == ("f", (1,), {"k": [2]}, 0)
            assert (s.is_os_function, s.object_id, s.script_name, s.allow_eager_await) == (False, None, "job.py", False)
            assert repr(s) == 'FunctionSnapshot(function_name="f", is_os_function=false)'
            done = s.resume({"return_value": 7})
            assert type(done) is pm.MontyComplete and done.output == 7 and repr(done) == "MontyComplete(output=7)"

    def test_completes_at_once(self, session):
        assert session.feed_start("2").output == 2

    def test_fails_at_once(self, session):
        with pytest.raises(pm.MontyRuntimeError, match="ZeroDivisionError"):
            session.feed_start("1 / 0")

    def test_numbers_of_calls(self, session):
        s = session.feed_start("[f(i) for i in range(3)]")
        ids = []
        while not isinstance(s, pm.MontyComplete):
            ids.append(s.call_id)
            s = s.resume({"return_value": s.args[0] * 10})
        assert s.output == [0, 10, 20] and ids == [0, 1, 2]

    def test_once(self, session):
        s = session.feed_start("f() + f()")
        s.resume({"return_value": 1})
        with pytest.raises(RuntimeError):
            s.resume({"return_value": 1})

    @pytest.mark.parametrize("answer, text", [({"exception": ValueError("v")}, "ValueError: v"), ({"exc_type": "KeyError", "message": "k"}, "KeyError: k"), ({"exc_type": "TimeoutError"}, "TimeoutError")])
    def test_exceptions(self, session, answer, text):
        s = session.feed_start("f()")
        with pytest.raises(pm.MontyRuntimeError) as caught:
            s.resume(answer)
        assert str(caught.value) == text

    @pytest.mark.parametrize("name, base", [("json.JSONDecodeError", "ValueError"), ("decimal.InvalidOperation", "ArithmeticError"), ("re.PatternError", "Exception"), ("FrozenInstanceError", "AttributeError")])
    def test_exceptions_of_modules(self, session, name, base):
        s = session.feed_start(f"try:\n    f()\nexcept {base} as e:\n    r = str(e)\nr")
        assert s.resume({"exc_type": name, "message": "m"}).output == "m"

    def test_caught(self, session):
        s = session.feed_start("try:\n    f()\nexcept LookupError as e:\n    r = repr(e)\nr")
        assert s.resume({"exc_type": "IndexError", "message": "i"}).output == "IndexError('i')"

    SHAPE = "ExternalResult must be a dict with one of: 'return_value', 'exception', 'exc_type' (with optional 'message'), or 'future'"

    @pytest.mark.parametrize("answer, text", [({}, SHAPE), ({"bad": 1}, SHAPE), ({"return_value": 1, "exc_type": "ValueError"}, SHAPE), (3, "'int' object is not an instance of 'dict'"), ({"exception": 3}, "'exception' must be a BaseException instance"), ({"exc_type": "Foo"}, "Unknown exception type: 'Foo'")])
    def test_no_answers(self, session, answer, text):
        s = session.feed_start("f()")
        with pytest.raises(TypeError) as caught:
            s.resume(answer)
        assert str(caught.value) == text

    def test_answer_that_cannot_enter(self, session):
        s = session.feed_start("f()")
        with pytest.raises(pm.MontyRuntimeError, match="TypeError: Cannot convert builtins.object"):
            s.resume({"return_value": object()})

    def test_auto(self, session):
        s = session.feed_start("f(x) + f(2)", external_lookup={"f": lambda a: a * 10, "x": 1})
        kinds = []
        while not isinstance(s, pm.MontyComplete):
            kinds.append(type(s).__name__)
            s = s.resume_auto()
        assert s.output == 30 and kinds.count("FunctionSnapshot") == 2 and kinds.count("NameLookupSnapshot") == 1

    def test_auto_lacks_it(self, session):
        with pytest.raises(pm.MontyRuntimeError, match="NameError: name 'f' is not defined"):
            session.feed_start("f()").resume_auto()

    def test_not_handled_is_for_the_system(self, session):
        with pytest.raises(RuntimeError, match="only valid for OS function snapshots"):
            session.feed_start("f()").resume_not_handled()

    def test_output_goes_to_the_callback(self, session):
        out = pm.CollectString()
        s = session.feed_start("print('before')\nf()\nprint('after')", print_callback=out)
        assert out.output == "before\n"
        s.resume({"return_value": 0})
        assert out.output == "before\nafter\n"

    def test_limits_hold(self, pool):
        with pool.checkout(limits={"max_suspensions": 2}) as session:
            s = session.feed_start("[f(i) for i in range(9)]")
            with pytest.raises(pm.MontyRuntimeError, match="suspension limit 2 exceeded"):
                for _ in range(5):
                    s = s.resume({"return_value": 1})

    def test_position(self, session):
        code = "x = 'ä'\ny = f(x, 1)\n"
        at = session.feed_start(code).position
        assert isinstance(at, pm.SourceRange) and at.filename == "<python-input-0>"
        assert code.encode()[at.start : at.end].decode() == "f(x, 1)"
        assert at.dict() == {"filename": at.filename, "start": at.start, "end": at.end}


class TestNames:
    def test_snapshot(self, session):
        s = session.feed_start("y = x")
        assert type(s) is pm.NameLookupSnapshot
        assert (s.variable_name, s.object_id, s.script_name) == ("x", None, "main.py")
        assert repr(s) == 'NameLookupSnapshot(variable_name="x")'
        assert s.resume(value=3).output is None
        assert session.feed_run("y") == 3

    def test_none_is_a_value(self, session):
        assert session.feed_start("x is None").resume(value=None).output is True

    def test_undefined(self, session):
        with pytest.raises(pm.MontyRuntimeError, match="NameError: name 'x' is not defined"):
            session.feed_start("x").resume()

    def test_positional(self, session):
        with pytest.raises(TypeError):
            session.feed_start("x").resume(3)

    def test_function(self, session):
        s = session.feed_start("g = f\ng(3)").resume(value=len)
        assert type(s) is pm.FunctionSnapshot and (s.function_name, s.args) == ("len", (3,))
        assert s.resume({"return_value": 5}).output == 5

    def test_auto(self, session):
        s = session.feed_start("g = f\ng(3)", external_lookup={"f": lambda a: a * 2})
        s = s.resume_auto()
        assert s.function_name == "f"
        assert s.resume_auto().output == 6

    def test_position(self, session):
        code = "a = 1\nb = a + missing"
        at = session.feed_start(code).position
        assert code[at.start : at.end] == "missing"


class TestFutures:
    def test_one(self, session):
        s = session.feed_start("await f(1) + 1").resume(FUTURE)
        assert type(s) is pm.FutureSnapshot and s.pending_call_ids == [0]
        assert repr(s) == "FutureSnapshot(pending_call_ids=[0])"
        assert s.resume({0: {"return_value": 4}}).output == 5

    def test_answer_at_once_cannot_be_awaited(self, session):
        with pytest.raises(pm.MontyRuntimeError, match="TypeError: 'int' object can't be awaited"):
            session.feed_start("await f(1)").resume({"return_value": 4})

    def test_gather(self, session):
        s = session.feed_start("import asyncio\nawait asyncio.gather(f(1), g(2))").resume(FUTURE)
        assert s.function_name == "g"
        s = s.resume(FUTURE)
        assert sorted(s.pending_call_ids) == [0, 1]
        s = s.resume({1: {"return_value": "g"}})
        assert s.pending_call_ids == [0]
        assert s.resume({0: {"return_value": "f"}}).output == ["f", "g"]

    def test_both_at_once(self, session):
        s = session.feed_start("import asyncio\nawait asyncio.gather(f(1), f(2))").resume(FUTURE).resume(FUTURE)
        assert s.resume({0: {"return_value": 1}, 1: {"return_value": 2}}).output == [1, 2]

    def test_failure(self, session):
        s = session.feed_start("try:\n    await f(1)\nexcept ValueError as e:\n    r = str(e)\nr").resume(FUTURE)
        assert s.resume({0: {"exception": ValueError("late")}}).output == "late"

    def test_nothing_settled(self, session):
        s = session.feed_start("await f(1)").resume(FUTURE)
        assert s.resume({}).pending_call_ids == [0]

    def test_unknown(self, session):
        s = session.feed_start("await f(1)").resume(FUTURE)
        with pytest.raises(pm.MontyRuntimeError, match=r"RuntimeError: unknown call_id 9, expected one of: \[0\]"):
            s.resume({9: {"return_value": 4}})

    def test_no_future_of_a_future(self, session):
        with pytest.raises((TypeError, RuntimeError)):
            session.feed_start("await f(1)").resume(FUTURE).resume({0: FUTURE})

    def test_auto_wants_a_loop(self, session):
        s = session.feed_start("await f(1)").resume(FUTURE)
        with pytest.raises(RuntimeError, match="async external functions require AsyncMonty"):
            s.resume_auto()
        assert s.resume({0: {"return_value": 4}}).output == 4

    def test_not_awaited(self, session):
        assert session.feed_start("v = f(1)").resume(FUTURE).output is None


class TestDumps:
    def test_session(self, pool):
        with pool.checkout(script_name="job.py") as session:
            session.feed_run("n = 5\ndef f():\n    return n + 1")
            state = session.dump()
            assert type(state) is bytes
            session.feed_run("n = 0")
        with pool.checkout() as session:
            assert session.load_session(state) is None
            assert session.feed_run("f(), __file__") == (6, "/job.py")

    def test_snapshot(self, pool):
        with pool.checkout() as session:
            s = session.feed_start("x = 1\ny = f(x)\n(x, y, q)")
            state = s.dump()
            assert s.resume({"return_value": 2}).resume(value=0).output == (1, 2, 0)
        for answer in (10, 20):
            with pool.checkout() as session:
                s = session.load_snapshot(state, external_lookup={"q": 3})
                assert (s.function_name, s.args, s.call_id) == ("f", (1,), 0)
                assert s.resume({"return_value": answer}).resume_auto().output == (1, answer, 3)

    def test_dump_of_the_session_while_suspended(self, pool):
        with pool.checkout() as session:
            session.feed_start("f() + 1")
            state = session.dump()
        with pool.checkout() as session:
            assert session.load_snapshot(state).resume({"return_value": 1}).output == 2

    def test_futures(self, pool):
        with pool.checkout() as session:
            state = session.feed_start("await f(1)").resume(FUTURE).dump()
        with pool.checkout() as session:
            s = session.load_snapshot(state)
            assert s.pending_call_ids == [0]
            assert s.resume({0: {"return_value": 4}}).output == 4

    def test_names(self, pool):
        with pool.checkout() as session:
            state = session.feed_start("x + 1").dump()
        with pool.checkout() as session:
            assert session.load_snapshot(state).resume(value=4).output == 5

    def test_output_after_loading(self, pool):
        with pool.checkout() as session:
            state = session.feed_start("f()\nprint('on')", print_callback=pm.CollectString()).dump()
        out = pm.CollectString()
        with pool.checkout() as session:
            session.load_snapshot(state, print_callback=out).resume({"return_value": 1})
        assert out.output == "on\n"

    def test_wrong_kind(self, pool):
        with pool.checkout() as session:
            idle = session.dump()
            suspended = session.feed_start("f()").dump()
        with pool.checkout() as session, pytest.raises(RuntimeError, match=r"this dump is a suspended snapshot — use load_snapshot\(\) to resume it"):
            session.load_session(suspended)
        with pool.checkout() as session, pytest.raises(RuntimeError, match=r"this dump is an idle session — use load_session\(\) to restore it"):
            session.load_snapshot(idle)

    def test_fresh_sessions_only(self, session):
        state = session.dump()
        session.feed_run("1")
        with pytest.raises(RuntimeError, match="only valid on a fresh session"):
            session.load_session(state)

    def test_garbage(self, pool):
        for data in (b"", b"xx", b"\0" * 100):
            with pool.checkout() as session, pytest.raises(Exception):
                session.load_session(data)

    def test_feed_while_suspended(self, session):
        session.feed_start("f()")
        with pytest.raises(RuntimeError, match="awaiting an answer"):
            session.feed_run("1")

    def test_names_go_on(self, pool):
        with pool.checkout() as session:
            session.feed_run("1")
            session.feed_run("def f():\n    1 / 0")
            state = session.dump()
        with pool.checkout() as session:
            session.load_session(state)
            with pytest.raises(pm.MontyRuntimeError) as caught:
                session.feed_run("f()")
        assert [f.filename for f in caught.value.traceback()] == ["<python-input-2>", "<python-input-1>"]


class TestModules:
    @pytest.fixture
    def run(self, pool):
        made = []

        def lazy():
            made.append(1)
            return pm.ExternalModule({"q": 1})

        tools = pm.ExternalModule({"f": lambda a: a + 1, "K": 4, "_hidden": 1, "sub": pm.ExternalModule({"g": lambda: "sub"})}, id=uuid.UUID(int=7))
        with pool.checkout(external_modules={"tools": tools, "lazy": lazy}) as session:
            self.made, self.tools = made, tools
            yield session.feed_run

    @pytest.mark.parametrize(
        "code, value",
        [
            ("import tools\ntools.f(2), tools.K", (3, 4)),
            ("from tools import f, K as k\nf(k)", 5),
            ("import tools.sub\ntools.sub.g()", "sub"),
            ("from tools.sub import g\ng()", "sub"),
            ("from tools import sub\nsub.g()", "sub"),
            ("import tools as t\nt.f(1)", 2),
            ("def later():\n    import tools\n    return tools.K\nlater()", 4),
        ],
    )
    def test_imports(self, run, code, value):
        assert run(code) == value

    def test_factories_are_called_when_needed_and_once(self, run):
        assert self.made == []
        assert run("import lazy\nlazy.q") == 1 and run("import lazy\nlazy.q") == 1
        assert self.made == [1]

    @pytest.mark.parametrize(
        "code, text",
        [
            ("import tools\ntools._hidden", "AttributeError: module 'tools' has no attribute '_hidden'"),
            ("import tools\ntools.nope", "AttributeError: module 'tools' has no attribute 'nope'"),
            ("import absent", "ModuleNotFoundError: No module named 'absent'"),
            ("from tools import nope", "ImportError: cannot import name 'nope' from 'tools' (unknown location)"),
        ],
    )
    def test_missing(self, run, code, text):
        with pytest.raises(pm.MontyRuntimeError) as caught:
            run(code)
        assert str(caught.value) == text

    def test_comes_out(self, run):
        out = run("import tools\ntools")
        assert type(out) is pm.ExternalModule and out.id == uuid.UUID(int=7) and out.attrs["K"] == 4

    def test_class(self):
        module = pm.ExternalModule({"a": 1}, stubs="a: int")
        assert module.attrs == {"a": 1} and module.stubs == "a: int" and isinstance(module.id, uuid.UUID)
        module.attrs["b"] = 2
        assert module.attrs == {"a": 1}
        assert module != pm.ExternalModule({"a": 1}, stubs="a: int")
        assert pm.ExternalModule({"a": 1}, id=module.id, stubs="a: int") == module
        assert repr(module) == f"ExternalModule({{'a': 1}}, stubs='a: int', id={module.id!r})"

    def test_asked_of_the_host(self, pool):
        with pool.checkout(external_modules={"m": pm.ExternalModule({"v": 3})}) as session:
            s = session.feed_start("import m\nm.v")
            assert (s.function_name, s.args, s.is_os_function) == ("import", ("m",), True)
            assert s.resume_auto().output == 3
