# SPDX-License-Identifier: MIT
# asyncio: the event loop, futures, tasks and running them. Waiting and grouping live in asyncio_tasks.py, locks and
# queues in asyncio_sync.py.
#
# Invariant: callbacks run in the order CPython's loop runs them (one FIFO of ready handles; a turn runs the handles that
# were ready when it began; due timers join at the start of a turn), so that programs interleave the same way.
# The whole state is plain Python data reachable from this module's globals, so a snapshot can hold a running loop.
#
# Needed from _monty:
#   monotonic() -> float                 the loop's clock; stands still while the program is suspended
#   watch_async_generators(list | None)  the list takes each async generator that is begun from now on
#   sleep_host(seconds) -> None          nothing is ready before that time; the host sleeps or moves the clock
#   ExternalFuture                       the type of a host call in flight; awaiting one yields itself until it is settled
#   wait_external(timeout | None) -> list[(ExternalFuture, ok, value)]
#                                        suspends until calls settle (or the time is over: an empty list); each future of
#                                        the list is settled already: awaiting it again gives its value or raises
from __future__ import annotations

import sys
from heapq import heappop, heappush

import _monty

__path__ = []
__all__ = (
    "AbstractEventLoop", "AbstractEventLoopPolicy", "ALL_COMPLETED", "BaseEventLoop", "Barrier", "BoundedSemaphore",
    "BrokenBarrierError", "CancelledError", "Condition", "DefaultEventLoopPolicy", "Event", "FIRST_COMPLETED", "FIRST_EXCEPTION", "Future",
    "Handle", "InvalidStateError", "LifoQueue", "Lock", "PriorityQueue", "Queue", "QueueEmpty", "QueueFull",
    "QueueShutDown", "Runner", "Semaphore", "Task", "TaskGroup", "Timeout", "TimeoutError", "TimerHandle",
    "all_tasks", "as_completed", "create_eager_task_factory", "create_task", "current_task", "eager_task_factory",
    "ensure_future", "gather", "get_event_loop", "get_event_loop_policy", "get_running_loop", "iscoroutine", "iscoroutinefunction", "isfuture",
    "new_event_loop", "run", "run_coroutine_threadsafe", "set_event_loop", "set_event_loop_policy", "shield", "sleep", "timeout",
    "timeout_at", "to_thread", "wait", "wait_for", "wrap_future",
)

TimeoutError = TimeoutError
_GenericAlias = type(list[int])
_External = _monty.ExternalFuture
_coroutine_step = _monty.coroutine_step
_box = []  # where a coroutine that ends leaves its result
_modules = _monty.sys_modules()

_PENDING = "PENDING"
_CANCELLED = "CANCELLED"
_FINISHED = "FINISHED"

# A busy loop asks the host for settled calls once in so many turns.
_POLL_TURNS = 64


class CancelledError(BaseException):
    """The task or future was cancelled."""

    __module__ = "asyncio.exceptions"


class InvalidStateError(Exception):
    """The operation does not fit the state of the future."""

    __module__ = "asyncio.exceptions"


class SendfileNotAvailableError(RuntimeError):
    __module__ = "asyncio.exceptions"


class IncompleteReadError(EOFError):
    __module__ = "asyncio.exceptions"

    def __init__(self, partial, expected):
        wanted = "undefined" if expected is None else repr(expected)
        super().__init__(f"{len(partial)} bytes read on a total of {wanted} expected bytes")
        self.partial = partial
        self.expected = expected


class LimitOverrunError(Exception):
    __module__ = "asyncio.exceptions"

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed


class BrokenBarrierError(RuntimeError):
    """The barrier was broken while waiting, or is broken already."""

    __module__ = "asyncio.exceptions"


# ---------------------------------------------------------------------------------------------------------------------
# Module state

_running_loop = None   # the loop whose run_until_complete is active
_set_loop = None       # what set_event_loop() was given
_main_loop = None      # the loop of top-level await
_task_number = 0
_task_serial = 0        # number of the next task in its loop


def _get_running_loop() -> AbstractEventLoop | None:
    return _running_loop


def _set_running_loop(loop: AbstractEventLoop | None) -> None:
    global _running_loop
    _running_loop = loop


def get_running_loop() -> AbstractEventLoop:
    """The loop that runs the calling code; RuntimeError when there is none."""
    if _running_loop is None:
        raise RuntimeError("no running event loop")
    return _running_loop


def get_event_loop() -> AbstractEventLoop:
    """The running loop, else the one that was set."""
    if _running_loop is not None:
        return _running_loop
    if _set_loop is not None:
        return _set_loop
    raise RuntimeError("There is no current event loop in thread 'MainThread'.")


def set_event_loop(loop: AbstractEventLoop | None) -> None:
    global _set_loop
    if loop is not None and not isinstance(loop, AbstractEventLoop):
        raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
    _set_loop = loop


def new_event_loop() -> BaseEventLoop:
    return BaseEventLoop()


class AbstractEventLoopPolicy:
    __module__ = "asyncio.events"

    def get_event_loop(self):
        return get_event_loop()

    def set_event_loop(self, loop):
        set_event_loop(loop)

    def new_event_loop(self):
        return new_event_loop()


class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    pass


_policy = None


def get_event_loop_policy() -> AbstractEventLoopPolicy:
    global _policy
    if _policy is None:
        _policy = DefaultEventLoopPolicy()
    return _policy


def set_event_loop_policy(policy: AbstractEventLoopPolicy | None) -> None:
    global _policy
    _policy = policy


def _copied_context():
    # Until contextvars is imported there is nothing that a context could hold.
    return _modules["contextvars"].copy_context() if "contextvars" in _modules else None


# ---------------------------------------------------------------------------------------------------------------------
# Texts for repr

def _short(value) -> str:
    try:
        import reprlib
    except ImportError:
        return repr(value)
    return reprlib.repr(value)


def _callback_text(callback, args) -> str:
    name = getattr(callback, "__qualname__", None) or getattr(callback, "__name__", None) or repr(callback)
    inner = ", ".join([_short(arg) for arg in args])
    text = f"{name}({inner})"
    code = getattr(getattr(callback, "__func__", callback), "__code__", None)
    if code is not None:
        text += f" at {code.co_filename}:{code.co_firstlineno}"
    return text


def _coroutine_text(coro) -> str:
    name = getattr(coro, "__qualname__", None) or getattr(coro, "__name__", None)
    if not name:
        name = f"<{type(coro).__name__} without __name__>"
    name += "()"
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    running = getattr(coro, "cr_running", False) or getattr(coro, "gi_running", False)
    if code is None:
        return name + " running" if running else name
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
    if frame is not None:
        return f"{name} running at {code.co_filename or '<empty co_filename>'}:{frame.f_lineno}"
    return f"{name} done, defined at {code.co_filename or '<empty co_filename>'}:{code.co_firstlineno}"


def _future_facts(future) -> list:
    facts = [future._state.lower()]
    if future._state == _FINISHED:
        if future._exception is not None:
            facts.append(f"exception={future._exception!r}")
        else:
            facts.append(f"result={_short(future._result)}")
    callbacks = future._callbacks
    if callbacks:
        texts = [_callback_text(callback._wakeup if isinstance(callback, Task) else callback, ()) for callback, _ in callbacks]
        if len(texts) > 2:
            texts[1:-1] = [f"<{len(texts) - 2} more>"]
        facts.append(f"cb=[{', '.join(texts)}]")
    return facts


# ---------------------------------------------------------------------------------------------------------------------
# Handles

def _report_callback(handle, callback, args, error):
    handle._loop.call_exception_handler(
        {"message": f"Exception in callback {_callback_text(callback, args)}", "exception": error, "handle": handle})


class Handle:
    """What call_soon() returns: a callback that waits for its turn."""

    __module__ = "asyncio.events"
    __slots__ = ("_callback", "_args", "_cancelled", "_loop", "_context")
    _is_task = False

    def __init__(self, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._cancelled = False
        self._loop = loop
        self._context = context

    def __repr__(self):
        parts = [type(self).__name__]
        if self._cancelled:
            parts.append("cancelled")
        if self._callback is not None:
            parts.append(_callback_text(self._callback, self._args))
        return f"<{' '.join(parts)}>"

    def get_context(self):
        return self._context

    def cancel(self) -> None:
        if not self._cancelled:
            self._cancelled = True
            self._callback = None
            self._args = None

    def cancelled(self) -> bool:
        return self._cancelled

    def _run(self):
        try:
            if self._context is None:
                self._callback(*self._args)
            else:
                self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            _report_callback(self, self._callback, self._args, error)


class TimerHandle(Handle):
    """What call_later() and call_at() return."""

    __slots__ = ("_when", "_scheduled")

    def __init__(self, when, callback, args, loop, context=None):
        Handle.__init__(self, callback, args, loop, context)
        self._when = when
        self._scheduled = False

    def __repr__(self):
        parts = [type(self).__name__]
        if self._cancelled:
            parts.append("cancelled")
        parts.append(f"when={self._when}")
        if self._callback is not None:
            parts.append(_callback_text(self._callback, self._args))
        return f"<{' '.join(parts)}>"

    def __hash__(self):
        return hash(self._when)

    def __lt__(self, other):
        return self._when < other._when if isinstance(other, TimerHandle) else NotImplemented

    def __le__(self, other):
        return self._when <= other._when if isinstance(other, TimerHandle) else NotImplemented

    def __gt__(self, other):
        return self._when > other._when if isinstance(other, TimerHandle) else NotImplemented

    def __ge__(self, other):
        return self._when >= other._when if isinstance(other, TimerHandle) else NotImplemented

    def __eq__(self, other):
        if not isinstance(other, TimerHandle):
            return NotImplemented
        return (self._when == other._when and self._callback == other._callback and self._args == other._args
                and self._cancelled == other._cancelled)

    def cancel(self) -> None:
        if not self._cancelled:
            self._loop._timer_handle_cancelled(self)
        Handle.cancel(self)

    def when(self) -> float:
        return self._when


# ---------------------------------------------------------------------------------------------------------------------
# The loop

class AbstractEventLoop:
    """The base of event loops."""

    __module__ = "asyncio.events"


class BaseEventLoop(AbstractEventLoop):
    """The event loop."""

    __module__ = "asyncio.base_events"

    def __init__(self):
        self._ready = []             # what has its turn next: handles, and tasks whose step is due
        self._timers = []            # heap of (when, number, TimerHandle): equal times fire in the order they were set
        self._timer_number = 0
        self._timers_cancelled = 0
        self._tasks = {}             # number -> task that is not done, in order of creation
        self._current = None         # the task whose step runs now
        self._waiting_external = {}  # ExternalFuture -> tasks that await it
        self._asyncgens = []         # async generators that were begun; those that ended are taken out now and then
        self._busy_turns = 0
        self._stopping = False
        self._closed = False
        self._is_running = False
        self._debug = False
        self._exception_handler = None
        self._task_factory = None
        self.slow_callback_duration = 0.1

    def __repr__(self):
        return (f"<{type(self).__name__} running={self.is_running()} closed={self.is_closed()} "
                f"debug={self.get_debug()}>")

    def time(self) -> float:
        return _monty.monotonic()

    def is_running(self) -> bool:
        return self._is_running

    def is_closed(self) -> bool:
        return self._closed

    def get_debug(self) -> bool:
        return self._debug

    def set_debug(self, enabled: bool) -> None:
        self._debug = enabled

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def create_future(self) -> Future:
        return Future(loop=self)

    def create_task(self, coro, *, name: str | None = None, context=None, **options) -> Task:
        self._check_closed()
        if self._task_factory is not None:
            if context is not None:
                options["context"] = context
            task = self._task_factory(self, coro, **options)
            if name is not None and hasattr(task, "set_name"):
                task.set_name(name)
            return task
        if options:
            return Task(coro, loop=self, name=name, context=context, **options)
        return Task(coro, loop=self, name=name, context=context)

    def set_task_factory(self, factory) -> None:
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def call_soon(self, callback, *args, context=None) -> Handle:
        if self._closed:
            raise RuntimeError("Event loop is closed")
        if context is None:
            context = _copied_context()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def _soon_step(self, task):
        if self._closed:
            raise RuntimeError("Event loop is closed")
        self._ready.append(task)

    def _soon(self, callback, args, context):
        # call_soon() for the library itself.
        if self._closed:
            raise RuntimeError("Event loop is closed")
        self._ready.append(Handle(callback, args, self, context))

    def call_later(self, delay: float, callback, *args, context=None) -> TimerHandle:
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when: float, callback, *args, context=None) -> TimerHandle:
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        if context is None:
            context = _copied_context()
        timer = TimerHandle(when, callback, args, self, context)
        self._timer_number += 1
        heappush(self._timers, (when, self._timer_number, timer))
        timer._scheduled = True
        return timer

    def _timer_handle_cancelled(self, handle):
        if handle._scheduled:
            self._timers_cancelled += 1

    def run_in_executor(self, executor, func, *args) -> Future:
        """Runs the function at once: there are no threads here. The future is done when this returns."""
        self._check_closed()
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            future.set_exception(error)
        return future

    def set_default_executor(self, executor) -> None:
        pass

    async def shutdown_asyncgens(self) -> None:
        """Closes the async generators that were begun and have not ended."""
        begun = [generator for generator in self._asyncgens if generator.ag_frame is not None]
        self._asyncgens.clear()
        results = await gather(*[generator.aclose() for generator in begun], return_exceptions=True)
        for result, generator in zip(results, begun):
            if isinstance(result, Exception):
                self.call_exception_handler({"message": f"an error occurred during closing of asynchronous generator {generator!r}",
                                             "exception": result, "asyncgen": generator})

    async def shutdown_default_executor(self, timeout=None) -> None:
        pass

    def stop(self) -> None:
        self._stopping = True

    def close(self) -> None:
        if self._is_running:
            raise RuntimeError("Cannot close a running event loop")
        self._closed = True
        self._ready.clear()
        self._timers.clear()
        self._waiting_external.clear()

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler) -> None:
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context: dict) -> None:
        """Writes the report to stderr. Errors of tasks that nobody asked for come with no report at all."""
        lines = [context.get("message") or "Unhandled exception in event loop"]
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        text = "\n".join(lines) + "\n"
        error = context.get("exception")
        if error is not None:
            import traceback
            text += "".join(traceback.format_exception(error))
        if sys.stderr is not None:
            sys.stderr.write(text)

    def call_exception_handler(self, context: dict) -> None:
        if self._exception_handler is None:
            self.default_exception_handler(context)
            return
        try:
            self._exception_handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self.default_exception_handler(
                {"message": "Unhandled error in exception handler", "exception": error, "context": context})

    def _check_can_run(self):
        self._check_closed()
        if self._is_running:
            raise RuntimeError("This event loop is already running")
        if _running_loop is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def run_forever(self) -> None:
        global _running_loop
        self._check_can_run()
        self._is_running = True
        _running_loop = self
        _monty.watch_async_generators(self._asyncgens)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            _monty.watch_async_generators(None)
            self._stopping = False
            self._is_running = False
            _running_loop = None

    def run_until_complete(self, future):
        """Runs until the awaitable is done; its result, or its exception raised."""
        self._check_can_run()
        future = ensure_future(future, loop=self)
        future.add_done_callback(_stop_loop)
        try:
            self.run_forever()
        finally:
            future.remove_done_callback(_stop_loop)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def _drop_cancelled_timers(self):
        timers = self._timers
        if self._timers_cancelled > 100 and self._timers_cancelled * 2 > len(timers):
            kept = []
            for entry in timers:
                if entry[2]._cancelled:
                    entry[2]._scheduled = False
                else:
                    kept.append(entry)
            kept.sort(key=_timer_key)
            self._timers = kept
            self._timers_cancelled = 0
            return
        while timers and timers[0][2]._cancelled:
            heappop(timers)[2]._scheduled = False
            self._timers_cancelled -= 1

    def _run_once(self):
        # One turn: wait if nothing is ready, let due timers join, run what was ready then.
        ready = self._ready
        if self._timers:
            self._drop_cancelled_timers()
        if not ready and not self._stopping:
            self._wait()
        elif self._waiting_external:
            self._busy_turns += 1
            if self._busy_turns >= _POLL_TURNS:
                self._busy_turns = 0
                self._wake_external(_monty.wait_external(0.0))
        timers = self._timers
        if timers:
            end = self.time() + 1e-9
            while timers and timers[0][0] < end:
                timer = heappop(timers)[2]
                timer._scheduled = False
                ready.append(timer)
        self._ready = []
        done = 0
        try:
            for handle in ready:
                done += 1
                if handle._is_task:
                    handle._turn()
                elif not handle._cancelled:
                    handle._run()
        except BaseException:
            self._ready = ready[done:] + self._ready
            raise

    def _wait(self):
        timers = self._timers
        delay = None
        if timers:
            delay = timers[0][0] - self.time()
            # Whole milliseconds, rounded up: timers that lie closer together than that fire in the same turn.
            delay = min(-(-delay * 1000 // 1) / 1000, 86400.0) if delay > 0 else 0.0
        if self._waiting_external:
            self._busy_turns = 0
            self._wake_external(_monty.wait_external(delay))
        elif delay is None:
            raise RuntimeError("deadlock: every task waits for another, no timer is set and no external call is pending")
        elif delay > 0:
            _monty.sleep_host(delay)

    def _wake_external(self, settled):
        for external, _, _ in settled:
            for task in self._waiting_external.pop(external, ()):
                self._soon(task._wakeup, (external,), task._context)

    def _no_network(self, *args, **kwargs):
        raise NotImplementedError("the event loop has no network, subprocess or signal access here")

    create_connection = create_server = create_datagram_endpoint = create_unix_connection = _no_network
    subprocess_exec = subprocess_shell = connect_read_pipe = connect_write_pipe = getaddrinfo = _no_network
    add_signal_handler = remove_signal_handler = add_reader = add_writer = remove_reader = remove_writer = _no_network


EventLoop = BaseEventLoop
SelectorEventLoop = BaseEventLoop


def _timer_key(entry):
    return entry[:2]


def _stop_loop(future):
    # SystemExit and KeyboardInterrupt leave through the loop themselves.
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        return
    future.get_loop().stop()


# ---------------------------------------------------------------------------------------------------------------------
# Futures

class Future:
    """A result that comes later."""

    __module__ = "_asyncio"
    _state = _PENDING
    _result = None
    _exception = None
    _exception_tb = None
    _cancel_message = None
    _cancelled_exc = None
    _asyncio_future_blocking = False

    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, *, loop: AbstractEventLoop | None = None):
        self._loop = get_event_loop() if loop is None else loop
        self._callbacks = None

    def __repr__(self):
        return f"<{type(self).__name__} {' '.join(_future_facts(self))}>"

    def get_loop(self) -> AbstractEventLoop:
        return self._loop

    def _make_cancelled_error(self):
        if self._cancelled_exc is not None:
            error = self._cancelled_exc
            self._cancelled_exc = None
            return error
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def cancel(self, msg=None) -> bool:
        if self._state != _PENDING:
            return False
        self._state = _CANCELLED
        self._cancel_message = msg
        self._schedule_callbacks()
        return True

    def _schedule_callbacks(self):
        callbacks = self._callbacks
        if callbacks:
            self._callbacks = None
            loop = self._loop
            arguments = (self,)
            for callback, context in callbacks:
                if isinstance(callback, Task):
                    loop._soon_step(callback)
                else:
                    loop._soon(callback, arguments, context)

    def cancelled(self) -> bool:
        return self._state == _CANCELLED

    def done(self) -> bool:
        return self._state != _PENDING

    def result(self):
        if self._state == _FINISHED:
            if self._exception is not None:
                raise self._exception.with_traceback(self._exception_tb)
            return self._result
        if self._state == _CANCELLED:
            raise self._make_cancelled_error()
        raise InvalidStateError("Result is not set.")

    def exception(self) -> BaseException | None:
        if self._state == _CANCELLED:
            raise self._make_cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Exception is not set.")
        return self._exception

    def add_done_callback(self, fn, *, context=None) -> None:
        if context is None:
            context = _copied_context()
        if self._state != _PENDING:
            self._loop._soon(fn, (self,), context)
        elif self._callbacks is None:
            self._callbacks = [(fn, context)]
        else:
            self._callbacks.append((fn, context))

    def remove_done_callback(self, fn) -> int:
        if not self._callbacks:
            return 0
        kept = [pair for pair in self._callbacks if pair[0] != fn]
        removed = len(self._callbacks) - len(kept)
        if removed:
            self._callbacks = kept
        return removed

    def set_result(self, result) -> None:
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        self._result = result
        self._state = _FINISHED
        self._schedule_callbacks()

    def set_exception(self, exception) -> None:
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if not isinstance(exception, BaseException):
            raise TypeError("invalid exception object")
        if isinstance(exception, StopIteration):
            replacement = RuntimeError(
                "StopIteration interacts badly with generators and cannot be raised into a Future")
            replacement.__cause__ = exception
            replacement.__context__ = exception
            exception = replacement
        self._exception = exception
        self._exception_tb = exception.__traceback__
        self._state = _FINISHED
        self._schedule_callbacks()

    def __await__(self):
        if self._state == _PENDING:
            self._asyncio_future_blocking = True
            yield self
            if self._state == _PENDING:
                raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


def isfuture(obj: object) -> bool:
    return (hasattr(obj.__class__, "_asyncio_future_blocking") and obj._asyncio_future_blocking is not None)


def wrap_future(future, *, loop=None) -> Future:
    if isfuture(future):
        return future
    raise TypeError(f"concurrent.futures.Future is expected, got {future!r}")


# ---------------------------------------------------------------------------------------------------------------------
# Coroutines

async def _probe():
    pass


_instance = _probe()
_Coroutine = type(_instance)
_instance.close()
del _instance, _probe
_Generator = type((lambda: (yield))())


def iscoroutine(obj: object) -> bool:
    """True for what an `async def` call makes, for a host call in flight, and for look-alikes (collections.abc)."""
    kind = type(obj)
    if kind is _Coroutine or kind is _External:
        return True
    if kind is _Generator or isinstance(obj, Future):
        return False
    return hasattr(kind, "send") and hasattr(kind, "throw") and hasattr(kind, "close") and hasattr(kind, "__await__")


def iscoroutinefunction(func: object) -> bool:
    from inspect import iscoroutinefunction as check
    return check(func)


async def _await_it(awaitable):
    return await awaitable


# ---------------------------------------------------------------------------------------------------------------------
# Tasks

class Task(Future):
    """A coroutine that the loop drives."""

    _is_task = True
    _must_cancel = False
    _fut_waiter = None
    _num_cancels_requested = 0
    _coro = None

    def __init__(self, coro, *, loop: AbstractEventLoop | None = None, name: str | None = None, context=None,
                 eager_start: bool = False):
        global _task_number, _task_serial
        if loop is None:
            loop = get_event_loop()
        self._loop = loop
        self._callbacks = None
        if not iscoroutine(coro):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        if type(coro) is _External:
            coro = _await_it(coro)
        if name is None:
            _task_number += 1
            self._name = _task_number  # get_name() makes it a text
        else:
            self._name = str(name)
        self._coro = coro
        self._context = _copied_context() if context is None else context
        self._number = number = _task_serial
        _task_serial += 1
        loop._tasks[number] = self
        if eager_start and loop._is_running:
            self._start_eagerly()
        else:
            loop._soon_step(self)

    def __repr__(self):
        facts = _future_facts(self)
        if self._must_cancel:
            facts[0] = "cancelling"
        facts.insert(1, f"name={self.get_name()!r}")
        if self._fut_waiter is not None:
            facts.insert(2, f"wait_for={self._fut_waiter!r}")
        if self._coro is not None:
            facts.insert(2, f"coro=<{_coroutine_text(self._coro)}>")
        return f"<{type(self).__name__} {' '.join(facts)}>"

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self) -> str:
        name = self._name
        return f"Task-{name}" if type(name) is int else name

    def set_name(self, value) -> None:
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def get_stack(self, *, limit=None) -> list:
        frame = getattr(self._coro, "cr_frame", None)
        return [] if frame is None else [frame]

    def print_stack(self, *, limit=None, file=None) -> None:
        print(f"Stack for {self!r} (most recent call last):" if self.get_stack() else f"No stack for {self!r}",
              file=file or sys.stderr)

    def cancel(self, msg=None) -> bool:
        """Asks for a CancelledError to be thrown into the coroutine at its next turn."""
        if self._state != _PENDING:
            return False
        self._num_cancels_requested += 1
        waiter = self._fut_waiter
        if waiter is not None:
            if type(waiter) is _External:
                self._leave_external(waiter)
            elif waiter.cancel(msg=msg):
                return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def _leave_external(self, external):
        # The host call goes on; only this task stops waiting for it.
        waiting = self._loop._waiting_external.get(external)
        if waiting is not None and self in waiting:
            waiting.remove(self)
            if not waiting:
                del self._loop._waiting_external[external]
            self._fut_waiter = None
            self._loop._soon_step(self)

    def cancelling(self) -> int:
        return self._num_cancels_requested

    def uncancel(self) -> int:
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
            if self._num_cancels_requested == 0:
                self._must_cancel = False
        return self._num_cancels_requested

    def _start_eagerly(self):
        loop = self._loop
        outer = loop._current
        try:
            if self._context is None:
                self._step()
            else:
                self._context.run(self._step)
        finally:
            loop._current = outer

    def _turn(self):
        # A step that the loop runs.
        try:
            if self._context is not None:
                self._context.run(self._step)
            elif self._must_cancel or self._state != _PENDING:
                self._step()
            else:
                self._plain_step()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            _report_callback(self, self._step, (), error)

    def _plain_step(self):
        # _step() for a task that nobody cancels: the result of a plain coroutine comes in the box, without a StopIteration.
        loop = self._loop
        self._fut_waiter = None
        loop._current = self
        try:
            awaited = _coroutine_step(self._coro, _box)
        except BaseException as raised:
            self._fail_step(raised)
            return
        if awaited is _box:
            if not _box:  # no plain coroutine
                return self._step()
            self._finish()
            if self._must_cancel:
                self._must_cancel = False
                _box.clear()
                Future.cancel(self, self._cancel_message)
                return
            self._result = _box.pop()
            self._state = _FINISHED
            if self._callbacks:
                self._schedule_callbacks()
            return
        loop._current = None
        if awaited is None:
            loop._soon_step(self)
        else:
            self._wait_for(awaited)

    def _fail_step(self, raised):
        # The coroutine has raised.
        self._finish()
        if isinstance(raised, CancelledError):
            self._cancelled_exc = raised
            Future.cancel(self)
            return
        Future.set_exception(self, raised)
        if isinstance(raised, (KeyboardInterrupt, SystemExit)):
            raise raised

    def _step(self, error=None):
        if self._state != _PENDING:
            raise InvalidStateError(f"__step(): already done: {self!r}, {error!r}")
        loop = self._loop
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop._current = self
        try:
            if error is None:
                awaited = self._coro.send(None)
            else:
                awaited = self._coro.throw(error)
        except StopIteration as stop:
            self._finish()
            if self._must_cancel:
                self._must_cancel = False
                Future.cancel(self, self._cancel_message)
            else:
                Future.set_result(self, stop.value)
        except BaseException as raised:
            self._fail_step(raised)
        else:
            loop._current = None
            self._wait_for(awaited)

    def _finish(self):
        loop = self._loop
        loop._current = None
        loop._tasks.pop(self._number, None)

    def _wait_for(self, awaited):
        loop = self._loop
        if awaited is None:
            loop._soon_step(self)
            return
        if type(awaited) is _External:
            if self._must_cancel:
                loop._soon_step(self)
                return
            self._fut_waiter = awaited
            waiting = loop._waiting_external.get(awaited)
            if waiting is None:
                loop._waiting_external[awaited] = [self]
            else:
                waiting.append(self)
            return
        blocking = getattr(awaited, "_asyncio_future_blocking", None)
        if blocking:
            if awaited._loop is not loop:
                self._fail(f"Task {self!r} got Future {awaited!r} attached to a different loop")
            elif awaited is self:
                self._fail(f"Task cannot await on itself: {self!r}")
            else:
                awaited._asyncio_future_blocking = False
                if type(awaited).add_done_callback is Future.add_done_callback and awaited._state == _PENDING:
                    if awaited._callbacks is None:  # the task itself stands for its wake-up
                        awaited._callbacks = [(self, self._context)]
                    else:
                        awaited._callbacks.append((self, self._context))
                else:
                    awaited.add_done_callback(self._wakeup, context=self._context)
                self._fut_waiter = awaited
                if self._must_cancel and awaited.cancel(msg=self._cancel_message):
                    self._must_cancel = False
        elif blocking is not None:
            self._fail(f"yield was used instead of yield from in task {self!r} with {awaited!r}")
        elif type(awaited) is _Generator:
            self._fail(f"yield was used instead of yield from for generator in task {self!r} with {awaited!r}")
        else:
            self._fail(f"Task got bad yield: {awaited!r}")

    def _fail(self, message):
        self._loop._soon(self._step, (RuntimeError(message),), self._context)

    def _wakeup(self, future):
        # A failed future throws its error from its own __await__, so a plain send does for every outcome.
        self._step()

    def __await__(self):
        if self._state == _PENDING:
            self._asyncio_future_blocking = True
            yield self
            if self._state == _PENDING:
                raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


def current_task(loop: AbstractEventLoop | None = None) -> Task | None:
    """The task whose code runs now, or None inside a plain callback."""
    return (get_running_loop() if loop is None else loop)._current


def all_tasks(loop: AbstractEventLoop | None = None) -> set:
    """The tasks of the loop that are not done."""
    if loop is None:
        loop = get_running_loop()
    return set(loop._tasks.values())


def _register_task(task):
    task._loop._tasks[id(task)] = task


def _unregister_task(task):
    task._loop._tasks.pop(id(task), None)


def create_task(coro, *, name: str | None = None, context=None) -> Task:
    """Schedules the coroutine; it starts at the loop's next turn."""
    loop = get_running_loop()
    if context is None:
        return loop.create_task(coro, name=name)
    return loop.create_task(coro, name=name, context=context)


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks run at once, up to their first wait."""
    def factory(loop, coro, *, name=None, context=None):
        return custom_task_constructor(coro, loop=loop, name=name, context=context, eager_start=True)
    return factory


eager_task_factory = create_eager_task_factory(Task)


def ensure_future(coro_or_future, *, loop: AbstractEventLoop | None = None) -> Future:
    """A future for the awaitable: itself, or a task that awaits it."""
    if isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future._loop:
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return coro_or_future
    if not iscoroutine(coro_or_future):
        if not hasattr(coro_or_future, "__await__"):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro_or_future = _await_it(coro_or_future)
    if loop is None:
        loop = get_event_loop()
    try:
        return loop.create_task(coro_or_future)
    except RuntimeError:
        coro_or_future.close()
        raise


def run_coroutine_threadsafe(coro, loop):
    raise NotImplementedError("run_coroutine_threadsafe() needs threads, and there are none here; use create_task()")


async def to_thread(func, /, *args, **kwargs):
    """Runs the function in place: there are no threads here."""
    context = _copied_context()
    return func(*args, **kwargs) if context is None else context.run(func, *args, **kwargs)


# ---------------------------------------------------------------------------------------------------------------------
# Running

class Runner:
    """Runs several coroutines, one after the other, in one loop."""

    __module__ = "asyncio.runners"

    def __init__(self, *, debug: bool | None = None, loop_factory=None):
        self._state = "created"
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None

    def __enter__(self):
        self._open()
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def _open(self):
        if self._state == "closed":
            raise RuntimeError("Runner is closed")
        if self._state == "open":
            return
        if self._loop_factory is None:
            self._loop = new_event_loop()
            set_event_loop(self._loop)
        else:
            self._loop = self._loop_factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        self._context = _copied_context()
        self._state = "open"

    def close(self) -> None:
        if self._state != "open":
            return
        loop = self._loop
        try:
            _cancel_all(loop)
            if loop._asyncgens:
                loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            if self._loop_factory is None:
                set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = "closed"

    def get_loop(self) -> AbstractEventLoop:
        self._open()
        return self._loop

    def run(self, coro, *, context=None):
        if not iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if _running_loop is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._open()
        if context is None:
            context = self._context
        task = self._loop.create_task(coro, context=context)
        return self._loop.run_until_complete(task)


def run(main, *, debug: bool | None = None, loop_factory=None):
    """Runs the coroutine in a new loop and closes that; the usual entry point of a program."""
    if _running_loop is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def _close_soon(generator):
    # Of an async generator that an `async for` over a call left early: nothing else can close it.
    loop = _running_loop
    if generator in loop._asyncgens:
        loop._asyncgens.remove(generator)
        loop.call_soon(loop.create_task, generator.aclose())


def _cancel_all(loop):
    tasks = list(loop._tasks.values())
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    loop.run_until_complete(gather(*tasks, return_exceptions=True))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({"message": "unhandled exception during asyncio.run() shutdown",
                                         "exception": task.exception(), "task": task})


def _run_main(coro):
    """Drives the coroutine of a module with top-level `await`. Tasks made there live on in the same loop."""
    global _main_loop
    if _main_loop is None or _main_loop._closed:
        _main_loop = BaseEventLoop()
    return _main_loop.run_until_complete(Task(coro, loop=_main_loop, name="main"))


# ---------------------------------------------------------------------------------------------------------------------
# What a sandbox has not

_ABSENT = ("open_connection", "start_server", "open_unix_connection", "start_unix_server", "StreamReader",
           "StreamWriter", "create_subprocess_exec", "create_subprocess_shell", "Protocol", "Transport",
           "DatagramProtocol", "BaseProtocol", "BaseTransport", "subprocess")


def _absent(name):
    def refuse(*args, **kwargs):
        raise NotImplementedError(f"asyncio.{name} is not available: there is no network and no subprocess here")
    refuse.__name__ = refuse.__qualname__ = name
    return refuse


def __getattr__(name):
    if name in _ABSENT:
        return _absent(name)
    raise AttributeError(f"module 'asyncio' has no attribute '{name}'", name=name, obj=sys.modules["asyncio"])


from asyncio_tasks import (  # noqa: E402  (needs the names above)
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, TaskGroup, Timeout, as_completed, gather, shield, sleep, timeout,
    timeout_at, wait, wait_for,
)
from asyncio_sync import (  # noqa: E402  (needs the names above)
    Barrier, BoundedSemaphore, Condition, Event, LifoQueue, Lock, PriorityQueue, Queue, QueueEmpty, QueueFull,
    QueueShutDown, Semaphore,
)
