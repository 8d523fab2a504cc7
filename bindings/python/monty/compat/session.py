"""Pools and sessions."""

from __future__ import annotations

import asyncio
import datetime
import threading
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from . import _drive
from ._core import Core, Feed
from ._worker import Inside, Pool, Worker
from .errors import _Made, runtime_error, sealed
from .mounts import Mounted, MountDir
from .snapshots import ASYNC, SYNC, make_snapshot
from .values import CollectStreams, CollectString, ExternalModule

__all__ = ["AsyncMonty", "AsyncMontySession", "AsyncMontyWebsocket", "Monty", "MontySession"]

_DEFAULT: Any = ...
_LOOK = 0.002  # seconds between looks at whether a session is free
_S = TypeVar("_S", bound="_Session")
_FINISHED = "this checkout has already been finished"
LIMITS = ("max_feed_duration_secs", "max_turn_duration_secs", "max_memory", "gc_interval", "max_recursion_depth", "max_suspensions", "max_total_sleep_secs")
POLICIES = ("datetime", "timezone", "sleep", "sleep_system_max", "process_time", "random_start")
FORMATS = ("full", "concise", "azure", "json", "jsonlines", "rdjson", "pylint", "gitlab", "github")
_CHOICES = {"sleep": ("system", "call_host", "zero"), "process_time": ("zero", "elapsed")}


# ---------------------------------------------------------------------------------------------------- what is told at once
def _need(value: object, cls: type, optional: bool = True) -> None:
    if not (optional and value is None) and not isinstance(value, cls):
        raise TypeError(f"'{type(value).__name__}' object is not an instance of '{cls.__name__}'")


def _checked_seconds(value: float, finite: bool = True) -> float:
    if value < 0:
        raise ValueError("cannot convert float seconds to Duration: value is negative")
    if value != value or (finite and value >= 1 << 64):
        raise ValueError("cannot convert float seconds to Duration: value is either too big or NaN")
    return value


def _named_seconds(name: str, value: float | None) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"must be real number, not {type(value).__name__}")
    try:
        _checked_seconds(value)
    except ValueError as error:
        raise ValueError(f"invalid {name}: {error}") from None


def _need_count(value: int | None) -> None:
    if value is None:
        return
    if not isinstance(value, int):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    if value < 0:
        raise OverflowError("can't convert negative int to unsigned")
    if value >= 1 << 64:
        raise OverflowError("int too big to convert")


def _checked_limits(limits: Any) -> dict[str, Any]:
    _need(limits, dict)
    for key, value in (limits or {}).items():
        if key not in LIMITS:
            raise ValueError(f"unknown limits key {key!r}; accepted keys are {', '.join(map(repr, LIMITS))}")
        if value is None:
            continue
        if key.endswith("_secs"):
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise TypeError(f"must be real number, not {type(value).__name__}")
            _checked_seconds(value)
        else:
            _need_count(value)
    return dict(limits or {})


def _checked_policy(given: Any) -> dict[str, Any]:
    if given is not None and not isinstance(given, dict):
        raise TypeError(f"os_policy must be a dict, not {type(given).__name__}")
    policy: dict[str, Any] = dict(given or {})
    for key, value in policy.items():
        if key not in POLICIES:
            raise ValueError(f"unknown os_policy key {key!r}, expected one of: {', '.join(POLICIES)}")
        choices = _CHOICES.get(key)
        if choices is not None and value not in choices:
            raise ValueError(f"{key} must be {', '.join(map(repr, choices[:-1]))} or {choices[-1]!r}, got {value!r}")
    clock = policy.get("datetime", "system")
    if not isinstance(clock, (str, datetime.datetime)):
        raise TypeError(f"datetime must be 'system', 'call_host' or a datetime.datetime, not {type(clock).__name__}")
    if isinstance(clock, str) and clock not in ("system", "call_host"):
        raise ValueError(f"datetime must be 'system', 'call_host' or a datetime.datetime, got {clock!r}")
    start = policy.get("random_start", "system")
    if start not in ("system", "call_host") and not (isinstance(start, dict) and set(start) == {"seed"}):
        raise ValueError(f"random_start must be 'system', 'call_host' or {{'seed': int | float | str | bytes}}, got {start!r}")
    if isinstance(start, dict) and not isinstance(start["seed"], (int, float, str, bytes)):
        raise TypeError(f"random_start seed must be an int, float, str or bytes, not {type(start['seed']).__name__}")
    if "sleep_system_max" in policy:
        most, sleep = policy["sleep_system_max"], policy.get("sleep", "system")
        if isinstance(most, bool) or not isinstance(most, (int, float)):
            raise TypeError(f"sleep_system_max must be a number of seconds, not {type(most).__name__}")
        if sleep != "system":
            raise ValueError(f"sleep_system_max only applies to sleep='system', not {sleep!r}")
        try:
            _checked_seconds(most, finite=False)
        except ValueError as error:
            raise ValueError(f"invalid sleep_system_max: {error}") from None
    return policy


_ZONES = "timezone must be 'utc', an IANA zone name or {'offset_seconds': int, 'name': str}"


def _checked_zone(policy: dict[str, Any]) -> datetime.tzinfo | None:
    # None: UTC. A clock that stands brings its own zone, unless another is named.
    clock = policy.get("datetime")
    if "timezone" not in policy:
        offset = clock.utcoffset() if isinstance(clock, datetime.datetime) else None
        return None if offset is None else datetime.timezone(offset, clock.tzname() or "UTC")  # type: ignore[union-attr]
    zone = policy["timezone"]
    if isinstance(zone, str):
        if zone.lower() == "utc":
            return None
        import zoneinfo

        try:
            return zoneinfo.ZoneInfo(zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"unknown timezone {zone!r}") from None
    if not isinstance(zone, dict):
        raise TypeError(f"{_ZONES}, not {type(zone).__name__}")
    if "offset_seconds" not in zone or set(zone) - {"offset_seconds", "name"}:
        raise ValueError(f"{_ZONES}, got {zone!r}")
    offset, name = zone["offset_seconds"], zone.get("name")
    if isinstance(offset, bool) or not isinstance(offset, int):
        raise TypeError("timezone offset_seconds must be an int")
    if name is not None and not isinstance(name, str):
        raise TypeError("timezone name must be a str")
    if not -86400 < offset < 86400:
        raise ValueError(f"timezone offset_seconds must be within -86399..=86399, got {offset}")
    delta = datetime.timedelta(seconds=offset)
    return datetime.timezone(delta) if name is None else datetime.timezone(delta, name)


def _checked_assert_bytes(given: Any) -> int:
    if given is _DEFAULT or given is True:
        return 120
    if not isinstance(given, int):
        raise TypeError("assert_message_annotations must be a bool or an int truncation length")
    if given is not False and not 1 <= given < 1 << 32:
        raise ValueError("assert_message_annotations int value must be between 1 and 2**32 - 1")
    return int(given)


def _checked_modules(modules: Any) -> Any:
    if modules is not None and not isinstance(modules, Mapping):
        raise TypeError(f"external_modules must be a mapping of module name to ExternalModule, not {type(modules).__name__}")
    return modules


def _config(given: dict[str, Any]) -> dict[str, Any]:
    script_name, stubs, format = given["script_name"], given["type_check_stubs"], given["type_check_format"]
    _need(script_name, str, optional=False)
    _need(stubs, str)
    _need(given["type_check"], bool, optional=False)
    _need(given["type_check_color"], bool, optional=False)
    _named_seconds("print_flush_interval", given["print_flush_interval"])
    if format is not None and format not in FORMATS:
        raise ValueError(f"unknown type check format '{format}', expected one of: {', '.join(FORMATS)}")
    policy = _checked_policy(given["os_policy"])
    return {
        "script_name": script_name, "limits": _checked_limits(given["limits"]), "type_check": bool(given["type_check"]), "stubs": stubs,
        "format": format or "full", "color": bool(given["type_check_color"]), "print_flush_interval": given["print_flush_interval"],
        "assert_bytes": _checked_assert_bytes(given["assert_message_annotations"]), "os_policy": policy, "zone": _checked_zone(policy),
        "external_modules": _checked_modules(given["external_modules"]),
    }  # fmt: skip


def _feed(lookup: Any, print_callback: Any, mount: Any, os: Any, is_async: bool) -> Feed:
    _need(lookup, dict)
    if print_callback is not None and not isinstance(print_callback, (CollectString, CollectStreams)) and not callable(print_callback):
        raise TypeError("print_callback must be a callable, CollectStreams(), CollectString(), or None")
    if os is not None and not callable(os):
        raise TypeError(f"'{type(os).__name__}' object is not callable")
    mounts: Mounted | None = None
    if mount is not None:
        rows = [mount] if isinstance(mount, MountDir) else mount
        if not isinstance(rows, list):
            raise TypeError("mount must be a MountDir, a list of MountDir, or None")
        for row in rows:
            _need(row, MountDir, optional=False)
        mounts = Mounted(rows) if rows else None
    return Feed(lookup or {}, print_callback, mounts, os, is_async)


# ---------------------------------------------------------------------------------------------------- pools
class _Pool:
    _pool: Pool
    _settings: tuple[float | None, tuple[float | None, float | None]]

    def _configure(self, given: dict[str, Any]) -> None:
        program = given["binary_path"]
        for name in ("checkout_timeout", "request_timeout", "feed_duration_limit_grace", "turn_duration_limit_grace"):
            _named_seconds(name, given[name])
        for name in ("min_processes", "max_processes", "max_checkouts_per_worker"):
            _need_count(given[name])
        self._pool = Pool(None if program is None else str(program), given["min_processes"], given["max_processes"], given["checkout_timeout"], given["max_checkouts_per_worker"])
        self._settings = (given["request_timeout"], (given["feed_duration_limit_grace"], given["turn_duration_limit_grace"]))

    def _session(self, cls: type[_S], given: dict[str, Any]) -> _S:
        # `given`: the arguments of checkout().
        session = object.__new__(cls)
        session._pool, session._core = self._pool, Core(_config(given), *self._settings)
        session._worker = None
        session._turn = threading.Lock()
        session._done = False
        return session


@sealed
class Monty(_Pool):
    """A pool of worker processes, to be used by `with`. A worker that crashes is replaced; this process is never at risk.

    >>> with Monty() as pool, pool.checkout() as session:  # doctest: +SKIP
    ...     session.feed_run("1 + 1")
    2
    """

    def __init__(
        self,
        *,
        binary_path: str | Path | None = None,
        min_processes: int = 1,
        max_processes: int | None = None,
        checkout_timeout: float | None = None,
        request_timeout: float | None = None,
        max_checkouts_per_worker: int | None = None,
        feed_duration_limit_grace: float | None = 1.0,
        turn_duration_limit_grace: float | None = 1.0,
    ) -> None:
        """`min_processes` are started by `with`, `max_processes` (the number of processors) may be; a checkout waits for one that
        is free, `checkout_timeout` seconds at most (TimeoutError). `request_timeout`: a worker that takes longer for one turn is
        killed (MontyCrashedError), also one that outlasts its session's limits by the graces. After `max_checkouts_per_worker`
        sessions a worker is replaced. `binary_path`: another program for the workers."""
        self._configure(locals())

    def __enter__(self) -> Monty:
        self._pool.start()
        return self

    def __exit__(self, *args: Any) -> None:
        self._pool.stop()

    def checkout(
        self,
        *,
        script_name: str = "main.py",
        limits: Any = None,
        type_check: bool = False,
        type_check_stubs: str | None = None,
        type_check_format: Any = None,
        type_check_color: bool = False,
        assert_message_annotations: bool | int = _DEFAULT,
        print_flush_interval: float | None = None,
        os_policy: Any = None,
        external_modules: Mapping[str, ExternalModule | Callable[[], ExternalModule]] | None = None,
    ) -> MontySession:
        """A session, to be used by `with`, which takes a worker and gives it back.

        `limits` are a ResourceLimits, `os_policy` an OSPolicy. `type_check`: each snippet is checked before it runs, against
        those before it and `type_check_stubs`. `print_flush_interval`: seconds that output may be held back (0: no line is).
        `external_modules`: modules of the host by their names, or functions that make them when they are first imported.
        """
        return self._session(MontySession, locals())


@sealed
class AsyncMonty(_Pool):
    """As Monty, to be used by `async with`; functions of the host may be coroutines."""

    def __init__(
        self,
        *,
        binary_path: str | Path | None = None,
        min_processes: int = 1,
        max_processes: int | None = None,
        checkout_timeout: float | None = None,
        request_timeout: float | None = None,
        max_checkouts_per_worker: int | None = None,
        feed_duration_limit_grace: float | None = 1.0,
        turn_duration_limit_grace: float | None = 1.0,
    ) -> None:
        """The arguments are those of Monty()."""
        self._configure(locals())

    async def __aenter__(self) -> AsyncMonty:
        self._pool.start()
        return self

    async def __aexit__(self, *args: Any) -> None:
        self._pool.stop()

    def checkout(
        self,
        *,
        script_name: str = "main.py",
        limits: Any = None,
        type_check: bool = False,
        type_check_stubs: str | None = None,
        type_check_format: Any = None,
        type_check_color: bool = False,
        assert_message_annotations: bool | int = _DEFAULT,
        print_flush_interval: float | None = None,
        os_policy: Any = None,
        external_modules: Any = None,
    ) -> AsyncMontySession:
        """As Monty.checkout(), to be used by `async with`; what makes a module gives an awaitable."""
        return self._session(AsyncMontySession, locals())


@sealed
class AsyncMontyWebsocket:
    """Remote workers over a WebSocket, which this package does not have: using it is a NotImplementedError."""

    def __init__(
        self,
        url: str,
        *,
        max_processes: int | None = None,
        checkout_timeout: float | None = None,
        request_timeout: float | None = 10.0,
        connect_headers: Callable[[], Mapping[str, str]] | None = None,
        feed_duration_limit_grace: float | None = 1.0,
        turn_duration_limit_grace: float | None = 1.0,
        auto_resume: bool = True,
    ) -> None:
        """The arguments are kept, nothing is dialed."""
        self._url = url

    async def __aenter__(self) -> AsyncMontyWebsocket:
        raise NotImplementedError("remote workers are not there: use AsyncMonty")

    async def __aexit__(self, *args: Any) -> None:
        return None

    def checkout(
        self,
        *,
        script_name: str = "main.py",
        limits: Any = None,
        type_check: bool = False,
        type_check_stubs: str | None = None,
        type_check_format: Any = None,
        type_check_color: bool = False,
        assert_message_annotations: bool | int = _DEFAULT,
        print_flush_interval: float | None = None,
        os_policy: Any = None,
        external_modules: Any = None,
        ephemeral: bool | None = None,
        profile: str | None = None,
    ) -> AsyncMontySession:
        """NotImplementedError."""
        raise NotImplementedError("remote workers are not there: use AsyncMonty")


# ---------------------------------------------------------------------------------------------------- sessions
class _Session(_Made):
    _pool: Pool
    _core: Core
    _worker: Worker | Inside | None
    _turn: threading.Lock
    _done: bool

    def _answers(self) -> None:
        # Another thread or task has the session. While it answers a question, nobody else gets a turn.
        if self._core.at is not None:
            raise RuntimeError("monty worker protocol error: feed called while a suspension is awaiting an answer")

    def _need(self) -> Worker | Inside:
        if self._worker is None or self._done:
            raise RuntimeError(_FINISHED)
        if self._worker.dead:
            raise RuntimeError(_FINISHED)
        return self._worker

    def _renew(self) -> None:
        # A session that was left may be entered again, as a new one.
        if self._done:
            self._core = Core(self._core.config, self._core.timeout, self._core.graces)
            self._done = False

    def _give_back(self) -> None:
        worker, self._worker = self._worker, None
        self._done = True
        if worker is not None:
            self._pool.give_back(worker)

    def _snippet(self, code: str, inputs: Any, feed: Feed, cwd: str | None, skip_type_check: bool) -> Generator[Any, Any, Any]:
        _need(code, str, optional=False)
        _need(inputs, dict)
        _need(cwd, str)
        return self._core.feed(code, inputs, feed, cwd, check=self._core.config["type_check"] and not skip_type_check)

    def _whole(self, *args: Any) -> Generator[Any, Any, Any]:
        at = yield from self._snippet(*args)
        while not hasattr(at, "value"):
            at = yield from self._core.auto(at)
        return at.value

    def _packages(self, requirements: list[str]) -> None:
        self._need()
        if requirements:
            raise runtime_error("RuntimeError", "dependency installation is only supported by the CPython worker")

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker; None while there is none."""
        return self._worker.pid if self._worker is not None and not self._worker.dead else None


@sealed
class MontySession(_Session):
    """Snippets that run one after the other in the same globals, in a worker of their own."""

    def _drive(self, steps: Generator[Any, Any, Any], worker: Worker | Inside) -> Any:
        while not self._turn.acquire(timeout=_LOOK):
            self._answers()
        try:
            return _drive.blocking(steps, worker)
        finally:
            self._turn.release()

    def __enter__(self) -> MontySession:
        if self._worker is None:
            self._renew()
            self._worker = self._pool.take()
            try:
                _drive.blocking(self._core.open(), self._worker)
            except BaseException:
                self._give_back()
                raise
        return self

    def __exit__(self, *args: Any) -> None:
        worker = self._worker
        if worker is not None and not worker.dead:
            try:
                _drive.blocking(self._core.close(), worker)
            except Exception:
                worker.kill()  # it is replaced
        self._give_back()

    def feed_run(
        self,
        code: str,
        *,
        inputs: dict[str, Any] | None = None,
        external_lookup: dict[str, Any] | None = None,
        print_callback: Any = None,
        mount: MountDir | list[MountDir] | None = None,
        cwd: str | None = None,
        os: Any = None,
        skip_type_check: bool = False,
    ) -> Any:
        """Runs a snippet to its end: the value of its last expression.

        `inputs` are bound before it begins; `external_lookup` has what it uses and nobody defines, functions and values.
        `print_callback(stream, text)`, a CollectString or CollectStreams gets what it prints (the console, unless given).
        `mount`: directories that it sees; `cwd`: where it stands; `os`: answers other questions to the operating system.
        MontySyntaxError, MontyTypingError, MontyRuntimeError: the session goes on. MontyCrashedError: it is lost.
        """
        worker = self._need()
        return self._drive(self._whole(code, inputs, _feed(external_lookup, print_callback, mount, os, False), cwd, skip_type_check), worker)

    def feed_start(
        self,
        code: str,
        *,
        inputs: dict[str, Any] | None = None,
        external_lookup: dict[str, Any] | None = None,
        print_callback: Any = None,
        mount: MountDir | list[MountDir] | None = None,
        cwd: str | None = None,
        os: Any = None,
        skip_type_check: bool = False,
    ) -> Any:
        """Runs a snippet to its first question, a snapshot to be resumed, or to its end (MontyComplete). What is given is for
        `resume_auto()`."""
        worker = self._need()
        steps = self._snippet(code, inputs, _feed(external_lookup, print_callback, mount, os, False), cwd, skip_type_check)
        return make_snapshot(self, self._core, self._drive(steps, worker), SYNC)

    def load_session(self, state: bytes) -> None:
        """Goes on where dump() was called, between snippets; the session must be new."""
        self._drive(self._core.load(state, False, _feed(None, None, None, None, False)), self._need())

    def load_snapshot(self, state: bytes, *, mount: Any = None, print_callback: Any = None, external_lookup: dict[str, Any] | None = None, os: Any = None) -> Any:
        """Goes on where a snapshot was dumped; what the feed was given must be given again."""
        steps = self._core.load(state, True, _feed(external_lookup, print_callback, mount, os, False))
        return make_snapshot(self, self._core, self._drive(steps, self._need()), SYNC)

    def dump(self) -> bytes:
        """The session as bytes, between snippets or suspended."""
        data: bytes = self._drive(self._core.dump(), self._need())
        return data

    def install_dependencies(self, requirements: list[str]) -> None:
        """MontyRuntimeError, unless the list is empty: there are no packages in the sandbox."""
        self._packages(requirements)


@sealed
class AsyncMontySession(_Session):
    """As MontySession, on an event loop."""

    async def _drive(self, steps: Generator[Any, Any, Any], worker: Worker | Inside) -> Any:
        while not self._turn.acquire(blocking=False):
            self._answers()
            await asyncio.sleep(_LOOK)
        try:
            return await _drive.on_loop(steps, worker)
        finally:
            self._turn.release()

    async def __aenter__(self) -> AsyncMontySession:
        if self._worker is None:
            self._renew()
            self._worker = await self._pool.take_on_loop()
            try:
                await self._drive(self._core.open(), self._worker)
            except BaseException:
                self._give_back()
                raise
        return self

    async def __aexit__(self, *args: Any) -> None:
        worker = self._worker
        feed = self._core.feed_
        for task in feed.tasks.values() if feed is not None else ():
            task.cancel()
        if worker is not None and not worker.dead:
            try:
                await self._drive(self._core.close(), worker)
            except Exception:
                worker.kill()
        self._give_back()

    async def feed_run(
        self,
        code: str,
        *,
        inputs: dict[str, Any] | None = None,
        external_lookup: dict[str, Any] | None = None,
        print_callback: Any = None,
        mount: MountDir | list[MountDir] | None = None,
        cwd: str | None = None,
        os: Any = None,
        skip_type_check: bool = False,
    ) -> Any:
        """As MontySession.feed_run(); coroutines run together."""
        worker = self._need()
        return await self._drive(self._whole(code, inputs, _feed(external_lookup, print_callback, mount, os, True), cwd, skip_type_check), worker)

    async def feed_start(
        self,
        code: str,
        *,
        inputs: dict[str, Any] | None = None,
        external_lookup: dict[str, Any] | None = None,
        print_callback: Any = None,
        mount: MountDir | list[MountDir] | None = None,
        cwd: str | None = None,
        os: Any = None,
        skip_type_check: bool = False,
    ) -> Any:
        """As MontySession.feed_start()."""
        worker = self._need()
        steps = self._snippet(code, inputs, _feed(external_lookup, print_callback, mount, os, True), cwd, skip_type_check)
        return make_snapshot(self, self._core, await self._drive(steps, worker), ASYNC)

    async def load_session(self, state: bytes) -> None:
        """As MontySession.load_session()."""
        await self._drive(self._core.load(state, False, _feed(None, None, None, None, True)), self._need())

    async def load_snapshot(self, state: bytes, *, mount: Any = None, print_callback: Any = None, external_lookup: dict[str, Any] | None = None, os: Any = None) -> Any:
        """As MontySession.load_snapshot()."""
        steps = self._core.load(state, True, _feed(external_lookup, print_callback, mount, os, True))
        return make_snapshot(self, self._core, await self._drive(steps, self._need()), ASYNC)

    async def dump(self) -> bytes:
        """As MontySession.dump()."""
        data: bytes = await self._drive(self._core.dump(), self._need())
        return data

    async def install_dependencies(self, requirements: list[str]) -> None:
        """As MontySession.install_dependencies()."""
        self._packages(requirements)

    @property
    def session_id(self) -> bytes | None:
        """None: sessions are not stored elsewhere."""
        return None
