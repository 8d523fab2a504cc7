# SPDX-License-Identifier: MIT
# threading: there is one thread here, and starting another is refused, as CPython refuses it where the system has none.
# Locks, events and the rest keep their state, so that code written for threads runs in one; waiting for what no other
# thread can change raises RuntimeError instead of hanging.
from __future__ import annotations

import time as _time

__all__ = ["get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event", "Lock",
           "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer", "ThreadError",
           "setprofile", "settrace", "local", "stack_size", "excepthook", "ExceptHookArgs", "get_native_id"]

TIMEOUT_MAX = 9223372036.0
ThreadError = RuntimeError


def _blocked(timeout):
    # What a wait comes to when nobody else can end it: the timeout passes, or it would never end.
    if timeout is None or timeout < 0:
        raise RuntimeError("deadlock: there is no other thread that could end this wait")
    _time.sleep(timeout)


def _check_acquire(blocking, timeout):
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if blocking and timeout != -1 and timeout < 0:
        raise ValueError("timeout value must be a non-negative number")


class Lock:
    __module__ = "_thread"

    def __init__(self):
        self._locked = False

    def acquire(self, blocking=True, timeout=-1):
        _check_acquire(blocking, timeout)
        if self._locked:
            if blocking:
                _blocked(timeout)
            return False
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False

    def locked(self):
        return self._locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def __repr__(self):
        return f"<{'locked' if self._locked else 'unlocked'} _thread.lock object at {id(self):#x}>"


class RLock:
    __module__ = "_thread"

    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        _check_acquire(blocking, timeout)
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def locked(self):
        return self._count > 0

    def _is_owned(self):
        return self._count > 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def __repr__(self):
        state = "locked" if self._count else "unlocked"
        return f"<{state} _thread.RLock object owner={get_ident() if self._count else 0} count={self._count} at {id(self):#x}>"


class Condition:
    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def _owned(self):
        return self._lock.locked()

    def wait(self, timeout=None):
        if not self._owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        _blocked(timeout)
        return False

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result:
            _blocked(timeout)
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._owned():
            raise RuntimeError("cannot notify on un-acquired lock")

    def notify_all(self):
        self.notify()

    def __repr__(self):
        return f"<Condition({self._lock}, 0)>"


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if not self._value:
            if blocking:
                _blocked(timeout)
            return False
        self._value -= 1
        return True

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        self._value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} at {id(self):#x}: value={self._value}>"


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        if self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        self._value += n


class Event:
    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag:
            _blocked(timeout)
        return self._flag

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} at {id(self):#x}: {'set' if self._flag else 'unset'}>"


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self.parties = parties
        self.n_waiting = 0
        self.broken = False
        self._action = action
        self._timeout = timeout

    def wait(self, timeout=None):
        if self.broken:
            raise BrokenBarrierError
        if self.parties > 1:
            _blocked(self._timeout if timeout is None else timeout)
            self.broken = True
            raise BrokenBarrierError
        if self._action:
            self._action()
        return 0

    def reset(self):
        self.broken = False

    def abort(self):
        self.broken = True


class local:
    """Attributes of a thread; of the only one."""

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        return object.__new__(cls)


_counter = 0


class Thread:
    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None):
        global _counter
        if group is not None:
            raise AssertionError("group argument must be None for now")
        if name is None:
            _counter += 1
            name = f"Thread-{_counter}" + (f" ({target.__name__})" if hasattr(target, "__name__") else "")
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self.name = str(name)
        self.daemon = bool(daemon)
        self._started = False

    ident = native_id = None

    def start(self):
        if self._started:
            raise RuntimeError("threads can only be started once")
        raise RuntimeError("can't start new thread")

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def join(self, timeout=None):
        raise RuntimeError("cannot join thread before it is started" if self is not _main else "cannot join current thread")

    def is_alive(self):
        return self._started

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def __repr__(self):
        state = "started" if self._started else "initial"
        ident = f" {self.ident}" if self.ident is not None else ""
        return f"<{type(self).__name__}({self.name}, {state}{' daemon' if self.daemon else ''}{ident})>"


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}

    def cancel(self):
        pass


class _MainThread(Thread):
    ident = native_id = 1

    def __init__(self):
        super().__init__(name="MainThread", daemon=False)
        self._started = True


_main = _MainThread()


def get_ident():
    return 1


def get_native_id():
    return 1


def current_thread():
    return _main


def main_thread():
    return _main


def active_count():
    return 1


def enumerate():
    return [_main]


def stack_size(size=0, /):
    return 0


def settrace(func):
    raise NotImplementedError("threads cannot be traced")


def setprofile(func):
    raise NotImplementedError("threads cannot be profiled")


from collections import namedtuple as _namedtuple  # noqa: E402

ExceptHookArgs = _namedtuple("ExceptHookArgs", "exc_type exc_value exc_traceback thread", module="threading")


def excepthook(args, /):
    import sys
    import traceback
    print(f"Exception in thread {args.thread.name if args.thread else get_ident()}:", file=sys.stderr)
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback)
