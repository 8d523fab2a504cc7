# SPDX-License-Identifier: MIT
# queue: the queues of threaded programs. There is one thread here, so waiting for another can't end: where CPython would
# block for ever, Empty or Full is raised after the timeout, and a RuntimeError without one.
from __future__ import annotations

from collections import deque
from heapq import heappop, heappush

__all__ = ["Empty", "Full", "Queue", "PriorityQueue", "LifoQueue", "SimpleQueue", "ShutDown"]


class Empty(Exception):
    """Nothing to get."""

    __module__ = "_queue"


class Full(Exception):
    """No room."""


class ShutDown(Exception):
    """The queue was shut down."""


class Queue:
    """First in, first out."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, maxsize: int = 0):
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self.is_shutdown = False
        self._init(maxsize)

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def qsize(self) -> int:
        return self._qsize()

    def empty(self) -> bool:
        return not self._qsize()

    def full(self) -> bool:
        return 0 < self.maxsize <= self._qsize()

    def _wait(self, block, timeout, error):
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not block:
            raise error
        if timeout is None:
            raise RuntimeError("deadlock: there is no other thread that could change the queue")
        from time import sleep
        sleep(timeout)
        raise error

    def put(self, item, block: bool = True, timeout: float | None = None) -> None:
        if self.is_shutdown:
            raise ShutDown
        if self.full():
            self._wait(block, timeout, Full)
        self._put(item)
        self.unfinished_tasks += 1

    def get(self, block: bool = True, timeout: float | None = None):
        if not self._qsize():
            if self.is_shutdown:
                raise ShutDown
            self._wait(block, timeout, Empty)
        return self._get()

    def put_nowait(self, item) -> None:
        self.put(item, False)

    def get_nowait(self):
        return self.get(False)

    def task_done(self) -> None:
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1

    def join(self) -> None:
        if self.unfinished_tasks:
            raise RuntimeError("deadlock: there is no other thread that could finish the tasks")

    def shutdown(self, immediate: bool = False) -> None:
        self.is_shutdown = True
        if immediate:
            while self._qsize():
                self._get()
                self.unfinished_tasks = max(0, self.unfinished_tasks - 1)


class PriorityQueue(Queue):
    """The smallest first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """The newest first."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


class SimpleQueue(Queue):
    """Without a limit or tasks."""

    def __init__(self):
        super().__init__()
