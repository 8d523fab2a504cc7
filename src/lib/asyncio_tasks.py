# SPDX-License-Identifier: MIT
# The middle of asyncio: waiting for several things at once, time limits, task groups. asyncio.py imports this at its end
# and shows the names as its own.
from __future__ import annotations

from collections import deque
from types import coroutine

import _monty
import asyncio as _asyncio
from asyncio import (
    CancelledError, Future, current_task, ensure_future, get_event_loop, get_running_loop, iscoroutine, isfuture,
)

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
_PENDING = "PENDING"
_External = _asyncio._External


# ---------------------------------------------------------------------------------------------------------------------
# sleep, wait, wait_for, timeouts

@coroutine
def _pause():
    # Gives way for one turn of the loop.
    yield


def _set_result_unless_done(future, result):
    if future._state == _PENDING:
        future.set_result(result)


async def sleep(delay: float, result=None):
    """Suspends the task for so many seconds; sleep(0) lets the others run once."""
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    if delay <= 0:
        await _pause()
        return result
    delay = _monty.sleep_ask(delay)
    loop = get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, _set_result_unless_done, future, result)
    try:
        return await future
    finally:
        timer.cancel()


async def wait(fs, *, timeout: float | None = None, return_when: str = ALL_COMPLETED) -> tuple:
    """Waits for futures; gives the sets of done and pending ones and never raises TimeoutError."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    loop = get_running_loop()
    futures = set()
    for item in fs:
        if type(item) is _External:
            item = loop.create_task(item)
        elif iscoroutine(item):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
        futures.add(item)
    return await _wait(futures, timeout, return_when, loop)


async def _wait(futures, timeout, return_when, loop):
    waiter = loop.create_future()
    left = 0

    def on_done(future):
        nonlocal left
        left -= 1
        if (left <= 0 or return_when == FIRST_COMPLETED
                or (return_when == FIRST_EXCEPTION and not future.cancelled() and future.exception() is not None)):
            if timer is not None:
                timer.cancel()
            if not waiter.done():
                waiter.set_result(None)

    timer = None
    if timeout is not None:
        timer = loop.call_later(timeout, _set_result_unless_done, waiter, None)
    left = len(futures)
    for future in futures:
        future.add_done_callback(on_done)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for future in futures:
            future.remove_done_callback(on_done)
    done = {future for future in futures if future.done()}
    return done, futures - done


async def wait_for(fut, timeout: float | None):
    """Awaits with a limit: TimeoutError after so many seconds, and the awaited is cancelled."""
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError from error
    async with Timeout(None if timeout is None else get_running_loop().time() + timeout):
        return await fut


async def _cancel_and_wait(future):
    loop = get_running_loop()
    waiter = loop.create_future()

    def on_done(_):
        if not waiter.done():
            waiter.set_result(None)

    future.add_done_callback(on_done)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(on_done)


class Timeout:
    """An async context manager that cancels its body when the time is over; see timeout()."""

    __module__ = "asyncio.timeouts"

    def __init__(self, when: float | None):
        self._state = "created"
        self._timer = None
        self._task = None
        self._when = when
        self._cancelling = 0

    def when(self) -> float | None:
        return self._when

    def reschedule(self, when: float | None) -> None:
        if self._state != "active":
            if self._state == "created":
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
        if when is None:
            self._timer = None
            return
        loop = get_running_loop()
        if when <= loop.time():
            self._timer = loop.call_soon(self._on_timeout)
        else:
            self._timer = loop.call_at(when, self._on_timeout)

    def expired(self) -> bool:
        return self._state in ("expiring", "expired")

    def __repr__(self):
        if self._state != "active":
            return f"<Timeout [{self._state}]>"
        return f"<Timeout [active] when={round(self._when, 3) if self._when is not None else None}>"

    async def __aenter__(self):
        if self._state != "created":
            raise RuntimeError("Timeout has already been entered")
        task = current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, traceback):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._state == "expiring":
            self._state = "expired"
            if self._task.uncancel() <= self._cancelling and kind is not None:
                if issubclass(kind, CancelledError):
                    raise TimeoutError from error
                _mark_timeout_cause(error)
                if isinstance(error, ExceptionGroup):
                    for inner in error.exceptions:
                        _mark_timeout_cause(inner)
        elif self._state == "active":
            self._state = "finished"
        return None

    def _on_timeout(self):
        self._task.cancel()
        self._state = "expiring"
        self._timer = None


def _mark_timeout_cause(error):
    # Where our CancelledError shows as a context, say that it was a timeout.
    while error.__context__ is not None:
        if isinstance(error.__context__, CancelledError):
            timeout = TimeoutError()
            timeout.__context__ = timeout.__cause__ = error.__context__
            error.__context__ = timeout
            break
        error = error.__context__


def timeout(delay: float | None) -> Timeout:
    """`async with timeout(3): ...` raises TimeoutError when the body takes longer."""
    loop = get_running_loop()
    return Timeout(loop.time() + delay if delay is not None else None)


def timeout_at(when: float | None) -> Timeout:
    return Timeout(when)


# ---------------------------------------------------------------------------------------------------------------------
# gather, as_completed, shield

class _GatheringFuture(Future):
    __module__ = "asyncio.tasks"

    def __init__(self, children, *, loop):
        Future.__init__(self, loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        asked = False
        for child in self._children:
            if child.cancel(msg=msg):
                asked = True
        if asked:
            self._cancel_requested = True
        return asked


def gather(*coros_or_futures, return_exceptions: bool = False) -> Future:
    """Runs the awaitables together; the future of the list of their results, in the order given."""
    if not coros_or_futures:
        outer = get_event_loop().create_future()
        outer.set_result([])
        return outer
    finished = total = 0
    outer = loop = None
    seen = {}
    children = []
    done_already = []

    def on_done(future):
        nonlocal finished
        finished += 1
        if outer is None or outer._state != _PENDING:
            return
        if not return_exceptions:
            if future.cancelled():
                outer.set_exception(future._make_cancelled_error())
                return
            error = future.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if finished == total:
            results = []
            for child in children:
                if child.cancelled():
                    # As a value the error needs no traceback of its own.
                    results.append(CancelledError("" if child._cancel_message is None else child._cancel_message))
                else:
                    error = child.exception()
                    results.append(child.result() if error is None else error)
            if outer._cancel_requested:
                outer.set_exception(future._make_cancelled_error())
            else:
                outer.set_result(results)

    for argument in coros_or_futures:
        future = seen.get(argument)
        if future is None:
            future = ensure_future(argument, loop=loop)
            if loop is None:
                loop = future.get_loop()
            total += 1
            seen[argument] = future
            if future.done():
                done_already.append(future)
            else:
                future.add_done_callback(on_done)
        children.append(future)
    outer = _GatheringFuture(children, loop=loop)
    for future in done_already:
        on_done(future)
    return outer


class _AsCompleted:
    # Plain iteration gives coroutines, asynchronous iteration gives the finished futures themselves.
    def __init__(self, awaitables, timeout):
        self._done = []
        self._waiters = deque()
        self._timer = None
        loop = get_event_loop()
        futures = {}
        for awaitable in dict.fromkeys(awaitables):
            futures[ensure_future(awaitable, loop=loop)] = None
        self._futures = futures
        self._loop = loop
        self._left = len(futures)
        if futures and timeout is not None:
            self._timer = loop.call_later(timeout, self._on_timeout)
        for future in futures:
            future.add_done_callback(self._on_done)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._next()

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._next_result()

    def _on_timeout(self):
        for future in self._futures:
            future.remove_done_callback(self._on_done)
            self._done.append(None)
        self._futures.clear()
        self._wake(len(self._done))

    def _on_done(self, future):
        if not self._futures:
            return
        self._futures.pop(future, None)
        self._done.append(future)
        self._wake(1)
        if not self._futures and self._timer is not None:
            self._timer.cancel()

    def _wake(self, count):
        waiters = self._waiters
        while waiters and count:
            waiter = waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                count -= 1

    async def _next(self):
        while not self._done:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            await waiter
        future = self._done.pop(0)
        if future is None:
            raise TimeoutError
        return future

    async def _next_result(self):
        return (await self._next()).result()


def as_completed(fs, *, timeout: float | None = None):
    """Iterates over awaitables in the order in which they finish."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    return _AsCompleted(fs, timeout)


def shield(arg) -> Future:
    """Awaits `arg` so that cancelling the waiter does not cancel it."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def on_inner(future):
        if outer.cancelled():
            return
        if future.cancelled():
            outer.cancel()
        elif future.exception() is not None:
            outer.set_exception(future.exception())
        else:
            outer.set_result(future.result())

    def on_outer(_):
        if not inner.done():
            inner.remove_done_callback(on_inner)

    inner.add_done_callback(on_inner)
    outer.add_done_callback(on_outer)
    return outer


# ---------------------------------------------------------------------------------------------------------------------
# TaskGroup

class TaskGroup:
    """`async with TaskGroup() as group:` waits for the tasks made by group.create_task(); one failure cancels the rest."""

    __module__ = "asyncio.taskgroups"

    def __init__(self):
        self._entered = False
        self._exiting = False
        self._aborting = False
        self._loop = None
        self._parent = None
        self._parent_cancelled_here = False
        self._tasks = {}
        self._errors = []
        self._base_error = None
        self._all_done = None

    def __repr__(self):
        facts = []
        if self._tasks:
            facts.append(f"tasks={len(self._tasks)}")
        if self._errors:
            facts.append(f"errors={len(self._errors)}")
        if self._aborting:
            facts.append("cancelling")
        elif self._entered:
            facts.append("entered")
        return f"<TaskGroup{' ' + ' '.join(facts) if facts else ''}>"

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        self._loop = get_running_loop()
        self._parent = current_task(self._loop)
        if self._parent is None:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        self._entered = True
        return self

    async def __aexit__(self, kind, error, traceback):
        try:
            return await self._leave(kind, error)
        finally:
            self._parent = None
            self._errors = []
            self._base_error = None

    async def _leave(self, kind, error):
        self._exiting = True
        if error is not None and isinstance(error, (SystemExit, KeyboardInterrupt)) and self._base_error is None:
            self._base_error = error
        cancellation = error if kind is not None and issubclass(kind, CancelledError) else None
        if kind is not None and not self._aborting:
            self._abort()
        while self._tasks:
            if self._all_done is None:
                self._all_done = self._loop.create_future()
            try:
                await self._all_done
            except CancelledError as raised:
                if not self._aborting:
                    # The group itself was cancelled from outside while it waited.
                    cancellation = raised
                    self._abort()
            self._all_done = None
        if self._base_error is not None:
            raise self._base_error
        if self._parent_cancelled_here:
            # The cancellation was ours: take it back, and swallow it if nobody else asked for one.
            if self._parent.uncancel() == 0:
                cancellation = None
        if cancellation is not None and not self._errors:
            raise cancellation
        if kind is not None and not issubclass(kind, CancelledError):
            self._errors.append(error)
        if self._errors:
            if self._parent.cancelling():
                self._parent.uncancel()
                self._parent.cancel()
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", self._errors) from None
        return None

    def create_task(self, coro, *, name: str | None = None, context=None) -> Task:
        if not self._entered:
            _close(coro)
            raise RuntimeError(f"TaskGroup {self!r} has not been entered")
        if self._exiting and not self._tasks:
            _close(coro)
            raise RuntimeError(f"TaskGroup {self!r} is finished")
        if self._aborting:
            _close(coro)
            raise RuntimeError(f"TaskGroup {self!r} is shutting down")
        if context is None:
            task = self._loop.create_task(coro, name=name)
        else:
            task = self._loop.create_task(coro, name=name, context=context)
        if task.done():
            self._on_done(task)
        else:
            self._tasks[task] = None
            task.add_done_callback(self._on_done)
        return task

    def _abort(self):
        self._aborting = True
        for task in list(self._tasks):
            if not task.done():
                task.cancel()

    def _on_done(self, task):
        self._tasks.pop(task, None)
        if self._all_done is not None and not self._tasks and not self._all_done.done():
            self._all_done.set_result(True)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        self._errors.append(error)
        if isinstance(error, (SystemExit, KeyboardInterrupt)) and self._base_error is None:
            self._base_error = error
        if self._parent.done():
            self._loop.call_exception_handler(
                {"message": f"Task {task!r} has errored out but its parent task {self._parent} is already completed",
                 "exception": error, "task": task})
            return
        if not self._aborting and not self._parent_cancelled_here:
            self._abort()
            self._parent_cancelled_here = True
            self._parent.cancel()


def _close(coro):
    if hasattr(coro, "close"):
        coro.close()
