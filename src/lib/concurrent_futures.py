# SPDX-License-Identifier: MIT
# concurrent.futures: results that come later. With one thread, an executor runs each call when it is submitted, so a
# future that it returns is done; the order of calls is that of their submission.
from __future__ import annotations

import time
from collections import namedtuple

__all__ = ["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError", "InvalidStateError",
           "BrokenExecutor", "Future", "Executor", "wait", "as_completed", "ThreadPoolExecutor", "ProcessPoolExecutor"]

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
TimeoutError = TimeoutError

DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done", module="concurrent.futures._base")


class Error(Exception):
    __module__ = "concurrent.futures._base"


class CancelledError(Error):
    __module__ = "concurrent.futures._base"


class InvalidStateError(Error):
    __module__ = "concurrent.futures._base"


class BrokenExecutor(RuntimeError):
    __module__ = "concurrent.futures._base"


class Future:
    """The result of a call."""

    __module__ = "concurrent.futures._base"

    def __init__(self):
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._callbacks = []

    def __repr__(self):
        shown = {"CANCELLED": "cancelled", "CANCELLED_AND_NOTIFIED": "cancelled"}.get(self._state, self._state.lower())
        if self._state == "FINISHED":
            kind = type(self._exception).__name__ if self._exception is not None else type(self._result).__name__
            shown += f" {'raised' if self._exception is not None else 'returned'} {kind}"
        return f"<{type(self).__name__} at {id(self):#x} state={shown}>"

    def cancel(self):
        if self._state in ("RUNNING", "FINISHED"):
            return False
        if self._state == "PENDING":
            self._state = "CANCELLED"
            self._tell()
        return True

    def cancelled(self):
        return self._state in ("CANCELLED", "CANCELLED_AND_NOTIFIED")

    def running(self):
        return self._state == "RUNNING"

    def done(self):
        return self._state not in ("PENDING", "RUNNING")

    def add_done_callback(self, fn):
        if self.done():
            self._call(fn)
        else:
            self._callbacks.append(fn)

    def _call(self, fn):
        try:
            fn(self)
        except Exception:
            import sys
            import traceback
            print(f"exception calling callback for {self!r}", file=sys.stderr)
            traceback.print_exc()

    def _tell(self):
        for fn in self._callbacks:
            self._call(fn)

    def _ready(self, timeout):
        if self.cancelled():
            raise CancelledError
        if not self.done():
            if timeout is None:
                raise RuntimeError("deadlock: there is no other thread that could finish this future")
            time.sleep(timeout)
            raise TimeoutError

    def result(self, timeout=None):
        self._ready(timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        self._ready(timeout)
        return self._exception

    def set_running_or_notify_cancel(self):
        if self._state == "CANCELLED":
            self._state = "CANCELLED_AND_NOTIFIED"
            return False
        if self._state != "PENDING":
            raise RuntimeError("Future in unexpected state")
        self._state = "RUNNING"
        return True

    def _finish(self):
        if self.done():
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._state = "FINISHED"

    def set_result(self, result):
        self._finish()
        self._result = result
        self._tell()

    def set_exception(self, exception):
        self._finish()
        self._exception = exception
        self._tell()

    __class_getitem__ = classmethod(type(list[int]))


class Executor:
    """Runs calls."""

    __module__ = "concurrent.futures._base"

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            for future in futures:
                yield future.result()
        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown(wait=True)
        return False


class ThreadPoolExecutor(Executor):
    """Runs each call at once."""

    __module__ = "concurrent.futures.thread"

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers or 5
        self._initializer = initializer
        self._initargs = initargs
        self._shutdown = False

    def submit(self, fn, /, *args, **kwargs):
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if self._initializer is not None:
            initializer, self._initializer = self._initializer, None
            initializer(*self._initargs)
        future = Future()
        future.set_running_or_notify_cancel()
        try:
            result = fn(*args, **kwargs)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True


class ProcessPoolExecutor(Executor):
    """Refused: there are no processes."""

    __module__ = "concurrent.futures.process"

    def __init__(self, *args, **kwargs):
        raise NotImplementedError("processes cannot be started here")


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)
    done = {future for future in fs if future.done()}
    if len(done) < len(fs) and (return_when == ALL_COMPLETED or not done):
        if timeout is None:
            raise RuntimeError("deadlock: there is no other thread that could finish these futures")
        time.sleep(timeout)
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    fs = list(dict.fromkeys(fs))
    yield from [future for future in fs if future.done()]
    rest = [future for future in fs if not future.done()]
    if rest:
        if timeout is None:
            raise RuntimeError("deadlock: there is no other thread that could finish these futures")
        time.sleep(timeout)
        raise TimeoutError(f"{len(rest)} (of {len(fs)}) futures unfinished")
