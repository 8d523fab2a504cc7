"""What synchronous and asynchronous sessions share: a feed as a series of messages to a worker.

Everything that talks to the worker or calls the host is a generator. It yields Send and Receive (worker) and Wait (a coroutine of
the host, on an event loop); `_drive.py` answers these, blocking or not.
"""

from __future__ import annotations

import ast
import datetime
import inspect
import posixpath
import sys
import time
import uuid
from collections.abc import Generator, Mapping
from contextvars import copy_context
from typing import Any, NamedTuple

from .. import _monty
from . import errors
from ._coding import Coded, Store, conversion_problem, exception_name
from ._system import Answer, Ask, Questions, Result, Steps, not_handled
from .mounts import Mounted, MountDir
from .values import NOT_HANDLED, CollectStreams, CollectString, ExternalModule, Full, MontyFileHandle, SourceRange

_MAGIC = b"MNTC\x01"
_LOAD_ONCE = "load_session / load_snapshot is only valid on a fresh session, before any feed_run / feed_start / load_session / load_snapshot"


class Send(NamedTuple):
    """Bytes for the worker."""

    message: bytes


class Receive(NamedTuple):
    """Its next message, within so many seconds."""

    deadline: float | None
    timeout: float | None


class Wait(NamedTuple):
    """The result of awaitables: all of one, or the first of many."""

    tasks: Any
    seconds: float | None = None


Steps_ = Generator[Any, Any, Any]


class Suspension:
    """Where a feed waits for its host."""

    __slots__ = ("alone", "args", "call_id", "core", "kind", "kwargs", "name", "object_id", "place", "steps", "timeout", "used", "worker_id")

    def __init__(self, core: Core, place: Any, kind: str, name: str = "", args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None) -> None:
        self.core, self.place = core, place
        self.kind, self.name, self.args, self.kwargs = kind, name, args, kwargs or {}
        self.object_id: uuid.UUID | None = None
        self.call_id = 0
        self.worker_id = 0
        self.alone = False  # a call while no other is in flight
        self.used = False
        self.steps: Steps | None = None
        self.timeout = -1.0

    @property
    def position(self) -> SourceRange:
        """The expression that asks."""
        return self.core.range(self.place)

    @property
    def eager(self) -> bool:
        """Whether the program awaits this call at once, and nothing else."""
        return self.alone and self.core.awaited(self.position)


class Complete(NamedTuple):
    """The end of a feed."""

    value: Any


class Feed:
    """What the host gives for one feed."""

    def __init__(self, lookup: Mapping[str, Any], print_callback: Any, mounts: Mounted | None, os: Any, is_async: bool) -> None:
        self.lookup, self.print, self.mounts, self.os, self.is_async = lookup, print_callback, mounts, os, is_async
        self.tasks: dict[int, Any] = {}  # by call_id
        self.seconds = 0.0
        self.slept = 0.0


class Core:
    """One session."""

    def __init__(self, config: dict[str, Any], timeout: float | None, graces: tuple[float | None, float | None]) -> None:
        self.config, self.timeout, self.graces = config, timeout, graces
        self.limits: dict[str, Any] = config["limits"]
        self.store = Store()
        self.feeds = 0
        self.calls = 0
        self.suspensions = 0
        self.slept = 0.0
        self.asleep = 0.0  # of the turn that begins
        self.sources: dict[str, str] = {}
        self.pending: dict[int, int] = {}  # call_id: the worker's
        self.at: Suspension | None = None
        self.feed_: Feed | None = None
        self.fresh = True
        self.unread = 0  # replies to what was posted
        self.checked = ""  # what ran, for the next check
        self.cwd: str | None = None
        self.moved = False
        self.questions = Questions("/")
        self.script_name: str = config["script_name"]
        self.started = 0.0
        self._modules: dict[str, ExternalModule] = {}

    # ------------------------------------------------------------------------------------------------ messages
    def exchange(self, *request: Any, more: dict[str, Any] | None = None) -> Steps_:
        """Sends a request; the reply, after what was printed before it."""
        message = self.store.encode((*request, {"functions": self.store.to_grant, **(more or {})}) if self.store.to_grant or more else request)
        self.store.to_grant = []
        self.started = time.monotonic()
        deadline, timeout = self._deadline()
        asleep, self.asleep = self.asleep, 0.0
        if deadline is not None:
            deadline += asleep
        yield Send(message)
        while True:
            reply = yield Receive(deadline, timeout)
            if self.unread:
                self.unread -= 1
                if reply[0] == "error":
                    raise self.error(reply)
                continue
            if reply[0] != "output":
                break
            problem = self._print(reply[1], reply[2])
            if problem is not None:
                # The rest of the run goes on unheard; its reply is what we wait for.
                while (yield Receive(deadline, timeout))[0] == "output":
                    pass
                self._over()
                raise problem
        if self.feed_ is not None:
            self.feed_.seconds += time.monotonic() - self.started - asleep
        return reply

    def post(self, *request: Any) -> Steps_:
        """Sends a request whose reply, "done" or an error, is read with the next one."""
        self.unread += 1
        yield Send(self.store.encode(request))

    def _deadline(self) -> tuple[float | None, float | None]:
        bounds = [self.timeout]
        for key, grace in zip(("max_feed_duration_secs", "max_turn_duration_secs"), self.graces):
            if self.limits.get(key) is not None and grace is not None:
                bounds.append(self.limits[key] + grace)
        found = [bound for bound in bounds if bound is not None]
        return (time.monotonic() + min(found), min(found)) if found else (None, None)

    def _print(self, stream: int, text: str) -> Exception | None:
        name = "stderr" if stream == 2 else "stdout"
        target = self.feed_.print if self.feed_ is not None else None
        try:
            if target is None:
                console = sys.stderr if stream == 2 else sys.stdout
                console.write(text)
                console.flush()
            elif isinstance(target, (CollectString, CollectStreams)):
                target._add(name, text)
            else:
                copy_context().run(target, name, text)
        except Full as full:
            return errors.runtime_error("MemoryError", f"memory limit exceeded: {full.args[0]} bytes > {full.args[1]} bytes")
        except Exception as error:
            return errors.runtime_error(exception_name(error), str(error))
        return None

    # ------------------------------------------------------------------------------------------------ sessions
    def options(self) -> dict[str, Any]:
        """What the worker's session is made with."""
        policy = self.config["os_policy"]
        interval = self.config["print_flush_interval"]
        options: dict[str, Any] = {
            "limits": self.worker_limits(None),
            "no_cpu_clock": policy.get("process_time", "zero") == "zero",
            "no_sleep": policy.get("sleep", "system") != "system",
            "ask_sleep": policy.get("sleep", "system") == "system",
            "ask_zone": self.config["zone"] is not None,
            "flush_seconds": 0.005 if interval is None else float(interval),
            "assert_bytes": self.config["assert_bytes"],
            "functions": ["__method__", "__attribute__", "__import__"],
        }
        clock = policy.get("datetime", "system")
        if clock == "call_host":
            options["clock"] = "host"
        elif clock != "system":
            options["clock"] = (clock if clock.tzinfo else clock.replace(tzinfo=_UTC)).timestamp()
        return options

    def worker_limits(self, left: float | None) -> dict[str, Any]:
        """Of the coming turn: `left` seconds remain of the feed."""
        limits: dict[str, Any] = {"depth": self.limits.get("max_recursion_depth") or 1000}
        if self.limits.get("max_memory") is not None:
            limits["memory"] = self.limits["max_memory"]
        bounds = [self.limits.get("max_feed_duration_secs")]
        if self.limits.get("max_turn_duration_secs") is not None:
            spent = self.feed_.seconds if self.feed_ is not None else 0.0
            bounds.append(spent + self.limits["max_turn_duration_secs"])
        found = [float(bound) for bound in bounds if bound is not None]
        if found:
            limits["seconds"] = max(min(found), 1e-6) + (self.feed_.slept if self.feed_ is not None else 0.0)
        return limits

    def open(self) -> Steps_:
        """A new session in the worker."""
        options = self.options()
        yield from self.post("open", options, {"functions": options.pop("functions")})
        yield from self._prepare()

    def _prepare(self) -> Steps_:
        # What policies want that the worker's options cannot say.
        policy = self.config["os_policy"]
        lines = []
        seed = policy.get("random_start")
        if isinstance(seed, dict):
            lines.append(f"import random\nrandom.seed({seed['seed']!r})")
        if policy.get("sleep", "system") == "zero":
            lines.append(_NO_SLEEP)
        elif policy.get("sleep") == "call_host":
            self.store.grant("__sleep__")
            lines.append(_HOST_SLEEP)
        name = posixpath.join("/", posixpath.basename(self.script_name))
        source = "\n".join(lines)
        if source:
            yield from self.exchange("feed", f"def _setup():\n{_indented(source)}\n_setup()\ndel _setup\n", "<frozen setup>")
        yield from self.post("set", "__file__", name)

    def close(self) -> Steps_:
        """Lets the worker's session go."""
        self.at = self.feed_ = None
        while self.unread:
            self.unread -= 1
            yield Receive(None, None)
        yield Send(self.store.encode(("close",)))

    # ------------------------------------------------------------------------------------------------ feeding
    def feed(self, code: str, inputs: Any, feed: Feed, cwd: str | None, check: bool = False) -> Steps_:
        """Runs a snippet until it asks something, or ends."""
        if self.at is not None:
            raise RuntimeError("monty worker protocol error: feed called while a suspension is awaiting an answer")
        self.fresh = False
        self._enter(feed, cwd)
        if check:
            self._check(code)
        if self.moved and cwd is not None:
            self.moved = False
            yield from self.exchange("feed", "import os as _os\n_os._here = None\ndel _os\n", "<frozen setup>")
        yield from self._bind(inputs or {})
        name = f"<python-input-{self.feeds}>"
        self.feeds += 1
        self.sources[name] = code
        self.pending = {}
        modules = self._module_names()
        more: dict[str, Any] = {"modules": modules} if modules or self.config["external_modules"] else {}
        if self.limits.get("max_turn_duration_secs") is not None:
            more["limits"] = self.worker_limits(None)
        reply = yield from self.exchange("feed", code, name, more=more)
        return (yield from self.advance(reply))

    def _check(self, code: str) -> None:
        # In the host: the checker wants threads, which workers do not have.
        if not _monty.check_available():
            raise RuntimeError("type checking is not in this build of Monty (it needs Rust)")
        modules: list[tuple[str, str]] = []
        for name, module in (self.config["external_modules"] or {}).items():
            known = self._modules.get(name) or module
            if isinstance(known, ExternalModule):
                modules += _stub_files(name, known)
        found, text = _monty.check_types(code, self.script_name, self.config["stubs"] or "", self.checked, modules, _FORMATS[self.config["format"]], self.config["color"])
        if found:
            raise errors.typing_error(text)

    def _enter(self, feed: Feed, cwd: str | None) -> None:
        if cwd is not None and not cwd.startswith("/"):
            raise errors.runtime_error("ValueError", f'cwd must be an absolute POSIX path: "{cwd}"')
        self.feed_ = feed
        if cwd is not None:
            self.cwd = posixpath.normpath(cwd)
        elif self.cwd is None:
            self.cwd = feed.mounts.first if feed.mounts is not None else "/"
        self.questions = Questions(self.cwd, self._asks_entropy(), self.config["zone"])

    def _asks_entropy(self) -> bool:
        return bool(self.config["os_policy"].get("random_start") == "call_host")

    def _bind(self, inputs: dict[Any, Any]) -> Steps_:
        if not inputs:
            return
        for name in inputs:
            if not isinstance(name, str):
                raise errors.runtime_error("TypeError", "inputs keys must be str")
            try:
                name.encode()
            except UnicodeEncodeError as error:
                raise errors.runtime_error("UnicodeEncodeError", str(error), inner=ValueError(str(error))) from None
            if not name.isidentifier() or _is_keyword(name):
                raise errors.syntax_error(f"Input name '{name}' not a valid identifier")
        plain = self.plain_inputs(inputs)
        for name, value in plain.items():
            reply = yield from self.exchange("set", name, value)
            if reply[0] == "error":
                raise self.error(reply)

    def plain_inputs(self, inputs: dict[str, Any]) -> dict[str, Any]:
        """The inputs as messages hold them; what occurs in two of them stays one."""
        try:
            plain = {name: self.store.plain(value) for name, value in inputs.items()}
            containers = [value for value in inputs.values() if isinstance(value, (list, dict, set))]
            if len(inputs) > 1 and containers:
                ids: set[int] = set()
                if _shares(list(inputs.values()), ids):
                    return self._bound_together(inputs)
            return plain
        except TypeError as error:
            raise conversion_problem(error) from None
        except ValueError as error:
            raise errors.runtime_error("ValueError", str(error)) from None

    def _bound_together(self, inputs: dict[str, Any]) -> dict[str, Any]:
        from ._coding import _Coder

        coder = _Coder(self.store)
        rows = coder.code(list(inputs.values()))
        rows = rows[2] if type(rows) is tuple else rows
        return dict(zip(inputs, (Coded(("shared", row)) for row in rows)))

    # ------------------------------------------------------------------------------------------------ replies
    def advance(self, reply: Any) -> Steps_:
        """To the next question that the host sees, or to the end."""
        while True:
            kind = reply[0]
            if kind == "error":
                self._over()
                raise self.error(reply)
            if kind == "complete":
                self._over()
                self.checked += self.sources.get(f"<python-input-{self.feeds - 1}>", "") + "\n"
                return Complete(self._value(reply[1]))
            if kind == "name":
                place = reply[2]
                if self._is_called(reply[1], place):
                    reply = yield from self.exchange("declared")
                    continue
                return self._suspend(Suspension(self, place, "name", reply[1]))
            if kind == "call":
                return self._suspend(self._called(reply))
            if kind == "futures":
                if not self.pending:  # a timer of the program's own
                    yield Wait((), max(reply[1], 0.0))
                    reply = yield from self.exchange("settle", [], reply[1])
                    continue
                at = Suspension(self, reply[2], "futures")
                at.timeout = reply[1]
                return self._suspend(at)
            _, _, operation, args, _, place, via, via_args = reply
            if operation == "sleep":
                reply = yield from self._sleep(args[0], via, place)
                continue
            if operation == "zone":
                reply = yield from self.answer_system(Answer(_zone_at(self.config["zone"], args[0])))
                continue
            if operation == "read_line":
                return self._suspend(Suspension(self, place, "line", "input"))
            found = self._mounted(operation, args)
            if found is not None:
                reply = yield from self.answer_system(found)
                continue
            steps = self.questions.answer(operation, tuple(self._value(a) for a in args), via, tuple(self._value(a) for a in via_args))
            at = Suspension(self, place, "os")
            at.steps = steps
            step = self._step(at, None)
            if isinstance(step, Answer):
                reply = yield from self.answer_system(step)
                continue
            return self._suspend(step)

    def _step(self, at: Suspension, result: Result | None) -> Suspension | Answer:
        steps = at.steps
        assert steps is not None
        try:
            ask: Ask = next(steps) if result is None else steps.send(result)
        except StopIteration as end:
            if self.questions.cwd != self.cwd:
                self.cwd, self.moved = self.questions.cwd, True
            answer: Answer = end.value
            return answer
        following = Suspension(self, at.place, "os", ask.name, ask.args, ask.kwargs)
        following.steps = steps
        return following

    def _sleep(self, seconds: float, via: str, place: Any) -> Steps_:
        # The worker sleeps, which is no work of the program's; timers of its loop run side by side.
        self._count_suspension(place)
        seconds = float(min(seconds, self.config["os_policy"].get("sleep_system_max", _MOST_SLEEP)))
        self.slept += seconds
        limit = self.limits.get("max_total_sleep_secs")
        if limit is not None and self.slept > limit:
            raise self._stopped("TimeoutError", f"sleep limit exceeded: {_duration(self.slept)} > {_duration(limit)}", place)
        more: dict[str, Any] = {}
        if via == "time.sleep" and self.feed_ is not None:
            self.asleep = seconds
            self.feed_.slept += seconds
            more["limits"] = self.worker_limits(None)
        return (yield from self.answer_system(Answer(seconds), more))

    def _count_suspension(self, place: Any) -> None:
        limit = self.limits.get("max_suspensions")
        limit = 1000 if limit is None else limit
        self.suspensions += 1
        if self.suspensions > limit:
            raise self._stopped("RuntimeError", f"suspension limit {limit} exceeded", place)

    def _stopped(self, type_name: str, message: str, place: Any) -> Exception:
        # What no program catches, since it does not go on.
        self._over()
        frames = [frame for frame in (self._frame(place),) if frame is not None]
        return errors.runtime_error(type_name, message, errors.display(frames, type_name, message), frames)

    def _suspend(self, at: Suspension) -> Suspension:
        self._count_suspension(at.place)
        if at.kind in ("call", "os", "line"):
            at.call_id = self.calls
            self.calls += 1
        self.at = at
        return at

    def _called(self, reply: Any) -> Suspension:
        _, worker_id, name, args, kwargs, place, *_ = reply
        values = tuple(self._value(a) for a in args)
        named = {key: self._value(value) for key, value in kwargs.items()}
        if name == "__attribute__":
            at = Suspension(self, place, "name", values[1])
            at.object_id = uuid.UUID(values[0])
        elif name == "__method__":
            at = Suspension(self, place, "call", values[1], values[2:], named)
            at.object_id = uuid.UUID(values[0])
        elif name == "__import__":
            at = Suspension(self, place, "import", "import", values, named)
        elif name == "__sleep__":
            at = Suspension(self, place, "sleep", values[0], values[1:])
        else:
            at = Suspension(self, place, "call", name, values, named)
        at.worker_id = worker_id
        at.alone = not self.pending
        return at

    def _mounted(self, operation: str, args: Any) -> Answer | None:
        mounts = self.feed_.mounts if self.feed_ is not None else None
        if mounts is None or not args or not isinstance(args[0], str) or operation == "entropy":
            return None
        paths = [self.questions.absolute(a) if isinstance(a, str) and i < (2 if operation == "rename" else 1) else a for i, a in enumerate(args)]
        mount = mounts.covers(paths[0])
        if mount is None:
            return None
        try:
            value = mounts.ask(mount, operation, tuple(paths))
        except OSError as error:
            return Answer(raised=_os_failure(error, paths[0]))
        if operation == "realpath" and isinstance(value, str) and posixpath.normpath(value) != self.cwd:
            pass
        return Answer(value)

    # ------------------------------------------------------------------------------------------------ answers
    def take(self, at: Suspension) -> None:
        """Uses a suspension up."""
        if at.used or self.at is not at:
            raise RuntimeError("snapshot has already been resumed")

    def _resumed(self, at: Suspension) -> dict[str, Any]:
        at.used = True
        self.at = None
        if self.limits.get("max_turn_duration_secs") is not None:
            return {"limits": self.worker_limits(None)}
        return {}

    def give(self, at: Suspension, value: Any) -> Steps_:
        """Answers with a value; one that cannot enter is a TypeError in the program."""
        if at.kind == "os":
            return (yield from self.give_system(at, Result(value)))
        if at.kind == "line":
            value = None if value is None else f"{value}\n"
        try:
            plain = self.store.plain(value)
        except (TypeError, ValueError) as error:
            return (yield from self.throw(at, type(error).__name__, str(error)))
        more = self._resumed(at)
        return (yield from self.advance((yield from self.exchange("resume", plain, more=more))))

    def give_name(self, at: Suspension, value: Any) -> Steps_:
        """Binds a name; a function becomes one of the host's."""
        if callable(value) and not isinstance(value, type) and hasattr(value, "__name__") and value.__name__ == at.name and at.object_id is None:
            more = self._resumed(at)
            return (yield from self.advance((yield from self.exchange("declared", more=more))))
        return (yield from self.give(at, value))

    def declare(self, at: Suspension) -> Steps_:
        """The name is a function of the host's."""
        more = self._resumed(at)
        return (yield from self.advance((yield from self.exchange("declared", more=more))))

    def throw(self, at: Suspension, type_name: str, message: str) -> Steps_:
        """Answers with an exception."""
        if at.kind == "os":
            return (yield from self.give_system(at, Result(raised=(type_name, message))))
        more = self._resumed(at)
        return (yield from self.advance((yield from self.exchange("raise", type_name, message, more=more))))

    def give_future(self, at: Suspension) -> Steps_:
        """Answers with an awaitable, to be settled."""
        if at.kind not in ("call", "sleep"):
            raise TypeError("only a call of a function can be answered by a future")
        more = self._resumed(at)
        self.pending[at.call_id] = at.worker_id
        return (yield from self.advance((yield from self.exchange("future", more=more))))

    def refuse_name(self, at: Suspension) -> Steps_:
        """The name is not defined."""
        if at.object_id is not None:
            wrapper = self.store.objects.get(at.object_id.hex)
            owner = f"{type(wrapper.value).__name__!r} object" if wrapper is not None else "the object"
            return (yield from self.throw(at, "AttributeError", f"{owner} has no attribute {at.name!r}"))
        more = self._resumed(at)
        return (yield from self.advance((yield from self.exchange("refused", more=more))))

    def give_system(self, at: Suspension, result: Result) -> Steps_:
        """Answers a call of the operating system, which may ask for another one."""
        more = self._resumed(at)
        step = self._step(at, result)
        if isinstance(step, Answer):
            reply = yield from self.answer_system(step, more)
            return (yield from self.advance(reply))
        return self._suspend(step)

    def answer_system(self, answer: Answer, more: dict[str, Any] | None = None) -> Steps_:
        """The worker's next reply."""
        if answer.raised is not None:
            return (yield from self.exchange("raise", *answer.raised, more=more))
        try:
            return (yield from self.exchange("resume", self.store.plain(answer.value), more=more))
        except TypeError as error:
            return (yield from self.exchange("raise", "TypeError", str(error), more=more))

    def settle(self, at: Suspension, results: dict[int, Result], waited: float = -1.0) -> Steps_:
        """Answers calls in flight, by their call_ids."""
        unknown = [call_id for call_id in results if call_id not in self.pending]
        if unknown:
            known = sorted(self.pending)
            self._over()
            raise errors.runtime_error("RuntimeError", f"unknown call_id {unknown[0]}, expected one of: {known}")
        rows: list[tuple[Any, ...]] = []
        for call_id, result in results.items():
            row: tuple[Any, ...]
            if result.raised is not None:
                row = (self.pending[call_id], False, *result.raised)
            else:
                try:
                    row = (self.pending[call_id], True, self.store.plain(result.value))
                except (TypeError, ValueError) as error:
                    row = (self.pending[call_id], False, type(error).__name__, str(error))
            rows.append(row)
        more = self._resumed(at)
        for call_id in results:
            del self.pending[call_id]
        if not rows and at.timeout < 0:
            waited = 0.0
        return (yield from self.advance((yield from self.exchange("settle", rows, waited, more=more))))

    def _over(self) -> None:
        self.at = None
        self.pending = {}

    # ------------------------------------------------------------------------------------------------ answering by what the host gave
    def auto(self, at: Suspension) -> Steps_:
        """Answers a suspension from what the feed was given; the next one, or the end."""
        feed = self.feed_
        assert feed is not None
        if at.kind == "futures":
            return (yield from self._auto_futures(at, feed))
        if at.kind == "name":
            return (yield from self._auto_name(at, feed))
        if at.kind == "os" or at.kind == "sleep":
            return (yield from self._auto_system(at, feed))
        if at.kind == "import":
            return (yield from self._auto_import(at))
        try:
            result = self._call(at, feed)
        except _Undefined:
            return (yield from self.throw(at, "NameError", f"name '{at.name}' is not defined"))
        except BaseException as error:
            return (yield from self.throw(at, exception_name(error), _message(error)))
        if inspect.isawaitable(result) and feed.is_async:
            return (yield from self._auto_await(at, feed, result))
        return (yield from self.give(at, result))

    def _call(self, at: Suspension, feed: Feed) -> Any:
        if at.object_id is not None:
            wrapper: Any = self.store.objects.get(at.object_id.hex) or self.store.classes.get(at.object_id.hex)
            if wrapper is None:
                raise AttributeError(f"the host does not know the object of {at.name}()")
            return copy_context().run(wrapper.call_method, at.name, at.args, at.kwargs)
        function = self.store.functions.get(at.name)
        if function is None:
            if at.name not in feed.lookup:
                raise _Undefined
            function = feed.lookup[at.name]
        if not callable(function):
            kind = type(function)
            name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
            raise TypeError(f"'{name}' object is not callable")
        return copy_context().run(function, *at.args, **at.kwargs)

    def _auto_await(self, at: Suspension, feed: Feed, awaitable: Any) -> Steps_:
        task = yield Wait(awaitable, 0)
        call_id = at.call_id
        feed.tasks[call_id] = task
        eager = at.eager
        following = yield from self.give_future(at)
        if eager and isinstance(following, Suspension) and following.kind == "futures" and list(self.pending) == [call_id]:
            return (yield from self._auto_futures(following, feed))
        return following

    def _auto_futures(self, at: Suspension, feed: Feed) -> Steps_:
        if not feed.is_async:
            raise RuntimeError("async external functions require AsyncMonty")
        tasks = {call_id: feed.tasks[call_id] for call_id in self.pending if call_id in feed.tasks}
        if not tasks:
            raise RuntimeError("No pending async tasks but ResolveFutures requested")
        began = time.monotonic()
        yield Wait(tuple(tasks.values()), at.timeout if at.timeout >= 0 else None)
        results = {}
        for call_id, task in tasks.items():
            if task.done():
                del feed.tasks[call_id]
                error = task.exception() if not task.cancelled() else RuntimeError("the call was cancelled")
                results[call_id] = Result(task.result()) if error is None else Result(raised=(exception_name(error), _message(error)))
        return (yield from self.settle(at, results, time.monotonic() - began if results else -1.0))

    def _auto_name(self, at: Suspension, feed: Feed) -> Steps_:
        if at.object_id is not None:
            wrapper: Any = self.store.objects.get(at.object_id.hex) or self.store.classes.get(at.object_id.hex)
            try:
                if wrapper is None:
                    raise AttributeError(f"the host does not know the object of .{at.name}")
                value = copy_context().run(wrapper.lookup_lazy_attrs, at.name)
            except Exception as error:
                return (yield from self.throw(at, exception_name(error), _message(error)))
            return (yield from self.give(at, value))
        if at.name not in feed.lookup:
            return (yield from self.refuse_name(at))
        value = feed.lookup[at.name]
        if inspect.isroutine(value) or (callable(value) and not isinstance(value, type) and not hasattr(value, "get_eager_attrs")):
            return (yield from self.declare(at))
        return (yield from self.give(at, value))

    def _auto_system(self, at: Suspension, feed: Feed) -> Steps_:
        value: Any = NOT_HANDLED
        if feed.os is not None:
            try:
                value = copy_context().run(feed.os, name=at.name, args=at.args, kwargs=at.kwargs, is_async=feed.is_async)
                if inspect.isawaitable(value):
                    if not feed.is_async:
                        value.close()  # type: ignore[attr-defined]
                        raise _NoLoop
                    task = yield Wait(value, 0)
                    yield Wait((task,), None)
                    value = task.result()
            except _NoLoop:
                self._over()
                raise RuntimeError("async os callbacks require AsyncMonty") from None
            except BaseException as error:
                return (yield from self.throw(at, exception_name(error), _message(error)))
        if value is NOT_HANDLED:
            return (yield from self.not_handled(at))
        if at.kind == "sleep":
            return (yield from self.give(at, None))
        return (yield from self.give_system(at, Result(value)))

    def not_handled(self, at: Suspension) -> Steps_:
        """What the program gets for a call that nobody answers."""
        if at.kind == "import":
            return (yield from self.throw(at, "ModuleNotFoundError", f"No module named {at.args[0]!r}"))
        if at.kind == "sleep":
            return (yield from self.throw(at, *not_handled(at.name, "")))
        return (yield from self.give_system(at, Result(handled=False)))

    # ------------------------------------------------------------------------------------------------ modules
    def _module_names(self) -> list[str]:
        names: list[str] = []
        for name, module in (self.config["external_modules"] or {}).items():
            names.append(name)
            known = self._modules.get(name) or module
            if isinstance(known, ExternalModule):
                names.extend(_submodules(name, known))
        return names

    def _auto_import(self, at: Suspension) -> Steps_:
        name: str = at.args[0]
        top, *rest = name.split(".")
        module: Any = self._modules.get(top)
        if module is None:
            module = (self.config["external_modules"] or {}).get(top)
            if module is not None and not isinstance(module, ExternalModule):
                module = module()
                if inspect.isawaitable(module):
                    task = yield Wait(module, 0)
                    yield Wait((task,), None)
                    module = task.result()
            if not isinstance(module, ExternalModule):
                return (yield from self.throw(at, "ModuleNotFoundError", f"No module named {name!r}"))
            self._modules[top] = module
        for part in rest:
            module = module._attrs.get(part)
        self.store.modules[name] = module
        attributes: dict[str, Any] = {}
        rows: dict[str, Any] = {}
        for key, value in module._attrs.items():
            if key.startswith("_"):
                continue
            if isinstance(value, ExternalModule):
                rows.setdefault("", []).append(key)
            elif callable(value) and not hasattr(value, "get_eager_attrs") and not isinstance(value, type):
                self.store.functions[f"{name}.{key}"] = value
                self.store.grant(f"{name}.{key}")
                rows[key] = ("function", f"{name}.{key}")
            else:
                attributes[key] = value
        from ._coding import _Coder

        try:
            rows.update(_Coder(self.store).code(attributes))
        except (TypeError, ValueError) as error:
            return (yield from self.throw(at, "TypeError", str(error)))
        more = {"modules": sorted({*self._module_names(), *(n for top, m in self._modules.items() for n in (top, *_submodules(top, m)))})}
        self._resumed(at)
        return (yield from self.advance((yield from self.exchange("resume", Coded(rows), more=more))))

    # ------------------------------------------------------------------------------------------------ dumps
    def dump(self) -> Steps_:
        """All of the session as bytes."""
        reply = yield from self.exchange("dump")
        if reply[0] == "error":
            raise RuntimeError(reply[4])
        limits = {key: value for key, value in self.limits.items() if value is not None}
        at = self.at
        facts = {
            "script_name": self.script_name, "feeds": self.feeds, "calls": at.call_id if at is not None and at.kind not in ("name", "futures") else self.calls,
            "pending": self.pending, "sources": self.sources, "limits": limits, "cwd": self.cwd, "suspended": at is not None, "moved": self.moved,
            "checked": self.checked,
        }  # fmt: skip
        return _MAGIC + self.store.encode((facts, reply[1]))

    def load(self, state: bytes, suspended: bool, feed: Feed) -> Steps_:
        """The session of a dump."""
        if not self.fresh:
            raise RuntimeError(_LOAD_ONCE)
        facts, dump = _facts(state)
        if facts["suspended"] and not suspended:
            raise RuntimeError("this dump is a suspended snapshot — use load_snapshot() to resume it")
        if suspended and not facts["suspended"]:
            raise RuntimeError("this dump is an idle session — use load_session() to restore it")
        self.fresh = False
        self.script_name, self.feeds, self.calls, self.pending = facts["script_name"], facts["feeds"], facts["calls"], facts["pending"]
        self.sources, self.cwd, self.moved = facts["sources"], facts["cwd"], facts["moved"]
        self.checked = facts.get("checked", "")
        self.limits = facts["limits"]
        self.feed_ = feed
        self.questions = Questions(self.cwd or "/", self._asks_entropy(), self.config["zone"])
        options = self.options()
        more = {"functions": options.pop("functions")}
        if self.config["external_modules"]:
            more["modules"] = self._module_names()
        reply = yield from self.exchange("load", dump, options, more=more)
        if not suspended:
            if reply[0] == "error":
                raise self.error(reply)
            self.feed_ = None
            return None
        return (yield from self.advance(reply))

    # ------------------------------------------------------------------------------------------------ reading replies
    def _value(self, coded: Any) -> Any:
        return self.store.value(coded)

    def range(self, place: Any) -> SourceRange:
        """A place of the worker's as one in the source."""
        file, _, line, column, end_line, end_column = place
        source = self.sources.get(file)
        if source is None or line == 0:
            return SourceRange(filename=file, start=0, end=0)
        lines = source.encode("utf-8", "surrogatepass").split(b"\n")
        start = sum(len(text) + 1 for text in lines[: line - 1]) + column
        end = sum(len(text) + 1 for text in lines[: end_line - 1]) + end_column
        return SourceRange(filename=file, start=start, end=end)

    def _text_after(self, position: SourceRange) -> bytes:
        return self.sources.get(position.filename, "").encode("utf-8", "surrogatepass")[position.end : position.end + 80]

    def _is_called(self, name: str, place: Any) -> bool:
        return self._text_after(self.range(place)).lstrip(b" \t").startswith(b"(")

    def awaited(self, position: SourceRange) -> bool:
        """Whether an expression is the operand of await."""
        before = self.sources.get(position.filename, "").encode("utf-8", "surrogatepass")[: position.start]
        return before.rstrip().endswith(b"await")

    def error(self, reply: Any) -> Exception:
        """The exception of an error that the worker tells."""
        _, kind, limit, type_name, message, traceback, places, _, exit_status, memory = reply
        frames = [frame for frame in map(self._frame, places) if frame is not None]
        if kind == 1:
            return errors.syntax_error(message, traceback, self._syntax_frames(message, traceback), type_name or "SyntaxError")
        if kind == 3:
            return self._limit(limit, memory)
        if kind == 2 and type_name == "MemoryError" and not message:
            return self._limit("memory", memory, frames)
        if kind == 2:
            if exit_status is not None:
                type_name, message = "SystemExit", str(exit_status)
            elif type_name == "KeyError":
                message = _key_error(message)
            return errors.runtime_error(type_name, message, errors.display(frames, type_name, message), frames)
        if kind == 4:
            return errors.runtime_error("TypeError", message)
        return RuntimeError(f"monty worker protocol error: {message}")

    def _limit(self, limit: str, memory: int, frames: Any = ()) -> Exception:
        if limit == "memory":
            most = self.limits.get("max_memory")
            message = f"memory limit exceeded: {max(memory, (most or 0) + 1)} bytes > {most} bytes" if most is not None else "out of memory"
            return errors.runtime_error("MemoryError", message, errors.display(frames, "MemoryError", message) if frames else "", frames)
        if limit == "time":
            turn, whole = self.limits.get("max_turn_duration_secs"), self.limits.get("max_feed_duration_secs")
            spent = self.feed_.seconds if self.feed_ is not None else 0.0
            if turn is not None and (whole is None or spent < whole):
                return errors.runtime_error("TimeoutError", f"turn time limit exceeded: {_duration(max(time.monotonic() - self.started, turn))} > {_duration(turn)}")
            return errors.runtime_error("TimeoutError", f"feed time limit exceeded: {_duration(max(spent, whole or 0))} > {_duration(whole or 0)}")
        if limit == "depth":
            return errors.runtime_error("RecursionError", "maximum recursion depth exceeded")
        return errors.runtime_error("RuntimeError", f"{limit} limit exceeded")

    def _frame(self, place: Any) -> Any:
        file, function, line, column, end_line, end_column = place
        if file not in self.sources and not file.startswith("<"):
            return None
        lines = self.sources.get(file, "").split("\n")
        source = lines[line - 1] if 0 < line <= len(lines) else None
        return errors.make_frame(filename=file, line=line, column=column + 1, end_line=end_line or line, end_column=end_column + 1, function_name=function, source_line=source)

    def _syntax_frames(self, message: str, traceback: str) -> list[Any]:
        import re

        found = re.search(r'File "([^"]*)", line (\d+)', traceback)
        if found is None:
            return []
        file, line = found[1], int(found[2])
        lines = self.sources.get(file, "").split("\n")
        source = lines[line - 1] if 0 < line <= len(lines) else None
        caret = re.search(r"^    ( *)\^+$", traceback, re.MULTILINE)
        indent = len(source or "") - len((source or "").lstrip())
        column = (len(caret[1]) if caret else 0) + indent + 1
        return [errors.make_frame(filename=file, line=line, column=column, end_line=line, end_column=column, function_name=None, source_line=source)]


class _Undefined(Exception):
    pass


class _NoLoop(Exception):
    pass


_UTC = datetime.timezone.utc
_MOST_SLEEP = 10.0
_NO_SLEEP = """import time, asyncio
_real = asyncio.sleep
async def sleep(delay, result=None):
    return await _real(0, result)
asyncio.sleep = sleep
time.sleep = lambda seconds: None"""
_HOST_SLEEP = """import _boundary
_boundary.sleep_by_host()"""


def _indented(source: str) -> str:
    return "\n".join("    " + line for line in source.split("\n"))


def _is_keyword(name: str) -> bool:
    import keyword

    return keyword.iskeyword(name)


def _shares(values: list[Any], seen: set[int]) -> bool:
    for value in values:
        if isinstance(value, (list, dict, set, tuple)):
            if id(value) in seen and not isinstance(value, tuple):
                return True
            seen.add(id(value))
            if _shares([*value.values()] if isinstance(value, dict) else list(value), seen):
                return True
    return False


def _stub_files(name: str, module: ExternalModule) -> list[tuple[str, str]]:
    inner = [(key, value) for key, value in module._attrs.items() if isinstance(value, ExternalModule) and not key.startswith("_")]
    if not inner:
        return [(f"{name}.pyi", module.stubs)] if module.stubs is not None else []
    rows = [(f"{name}/__init__.pyi", module.stubs or "")]
    for key, value in inner:
        rows += _stub_files(f"{name}/{key}", value)
    return rows


_FORMATS = {"full": 0, "concise": 1, "json": 2, "github": 3, "azure": 4, "jsonlines": 5, "rdjson": 6, "pylint": 7, "gitlab": 8}


def _submodules(name: str, module: ExternalModule) -> list[str]:
    found: list[str] = []
    for key, value in module._attrs.items():
        if isinstance(value, ExternalModule) and not key.startswith("_"):
            found += [f"{name}.{key}", *_submodules(f"{name}.{key}", value)]
    return found


def _message(error: BaseException) -> str:
    if isinstance(error, KeyError) and len(error.args) == 1:
        return repr(error.args[0])
    return str(error)


def _key_error(message: str) -> str:
    try:
        key = ast.literal_eval(message)
    except (ValueError, SyntaxError):
        return message
    return key if isinstance(key, str) else message


_TYPES = {2: "FileNotFoundError", 17: "FileExistsError", 20: "NotADirectoryError", 21: "IsADirectoryError", 1: "PermissionError", 13: "PermissionError", 30: "PermissionError"}


def _os_failure(error: OSError, path: str) -> tuple[str, str]:
    code = error.errno
    if code is None:
        return ("OSError", str(error))
    if code in (2, 17, 20, 21):
        return (_TYPES[code], "")
    if code == 12:
        return ("MemoryError", "the mount's memory limit is exceeded")
    return (_TYPES.get(code, "OSError"), f"[Errno {code}] {error.strerror}: {path!r}")


def _zone_at(zone: datetime.tzinfo, timestamp: float) -> tuple[int, str, int]:
    try:
        moment = datetime.datetime.fromtimestamp(timestamp, zone)
    except (OverflowError, ValueError, OSError):
        moment = datetime.datetime(2025, 1, 1, tzinfo=zone)  # years that Python's dates do not have
    return int((moment.utcoffset() or datetime.timedelta()).total_seconds()), moment.tzname() or "UTC", int(bool(moment.dst()))


def _duration(seconds: float) -> str:
    text = f"{seconds:.9f}".rstrip("0").rstrip(".") + "s" if seconds >= 1 else f"{seconds * 1000:.6f}".rstrip("0").rstrip(".") + "ms"
    return text


def _facts(state: bytes) -> tuple[dict[str, Any], bytes]:
    from .. import _monty

    if not isinstance(state, bytes):
        raise TypeError(f"'{type(state).__name__}' object is not an instance of 'bytes'")
    if not state.startswith(_MAGIC):
        raise RuntimeError("invalid dump: not a session of this package")
    try:
        facts, dump = _monty.decode(state[len(_MAGIC) :])
        if not isinstance(facts, dict) or not isinstance(dump, bytes) or facts.keys() < {"script_name", "feeds", "calls", "pending", "sources", "limits", "cwd", "suspended", "moved"}:
            raise ValueError
    except (ValueError, TypeError):
        raise RuntimeError("invalid dump: it is damaged") from None
    return facts, dump


__all__ = ["Complete", "Core", "Feed", "MontyFileHandle", "MountDir", "Receive", "Send", "Suspension", "Wait"]
