"""Worker processes, and pools of them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from .. import _monty
from .errors import crashed_error

_PROGRAM = Path(__file__).resolve().parent.parent / "monty-worker"


WALLS = ("descriptors", "limits", "user namespace", "network namespace", "mount namespace", "process namespaces", "landlock", "system calls")


def find_worker() -> str:
    """The program of the workers."""
    if not _PROGRAM.is_file():
        raise FileNotFoundError(f"the worker program is not there: {_PROGRAM}")
    return str(_PROGRAM)


class Worker:
    """One process and the socket to it."""

    def __init__(self, program: str) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [program, str(theirs.fileno())], pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env={}, cwd="/", start_new_session=True
            )
        self._socket = ours
        self.fd = ours.fileno()
        self.channel = _monty.Channel(self.fd)
        self.checkouts = 0
        self.dead = False

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def send(self, message: bytes) -> None:
        """MontyCrashedError: it is gone."""
        if not self.channel.send(message):
            raise self.crashed("sending a request")

    def receive(self, deadline: float | None, timeout: float | None = None) -> Any:
        """The next message. MontyCrashedError: it is gone, or it is killed because `deadline` (of `timeout` seconds) has passed."""
        left = -1.0 if deadline is None else max(0.0, deadline - time.monotonic())
        message = self.channel.receive(left)
        if message is False:
            self.kill()
            raise crashed_error(f"monty worker killed after exceeding request timeout of {round((timeout or 0) * 1000)}ms", timed_out=True)
        if message is None:
            raise self.crashed()
        return message

    def walls(self) -> list[str]:
        """What confines it, between requests: all of WALLS where the kernel has them and permits them."""
        self.send(_monty.encode(("walls",)))
        up: int = self.receive(None)[1]
        return [name for bit, name in enumerate(WALLS) if up >> bit & 1]

    def crashed(self, doing: str = "waiting for a reply") -> Exception:
        """What became of it."""
        self.dead = True
        try:
            status = self._process.wait(2)
        except subprocess.TimeoutExpired:
            self.kill()
            return crashed_error(f"monty worker crashed while {doing} (it closed its socket)")
        if status < 0:
            return crashed_error(f"monty worker crashed while {doing} (signal: {-status} ({signal.Signals(-status).name}))")
        return crashed_error(f"monty worker crashed while {doing} (exit status: {status})", exit_status=status)

    def kill(self) -> None:
        """Ends it at once."""
        self.dead = True
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Lets it end, or ends it."""
        self._socket.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self.kill()
        self.dead = True


IN_PROCESS = "in-process"
"""As `binary_path`: sessions run in this process. A crash of the sandbox is then one of the host, and a time-out of the pool
does not end a run: the limits of the session do."""


class Inside:
    """A worker without a process."""

    pid = None
    fd = -1

    def __init__(self) -> None:
        self.channel = _monty.Inside()
        self.checkouts = 0
        self.dead = False

    def send(self, message: bytes) -> None:
        """Runs until the sandbox answers. MontyCrashedError: it was stopped."""
        if not self.channel.send(message):
            raise self.crashed()

    def receive(self, deadline: float | None, timeout: float | None = None) -> Any:
        """The next message."""
        message = self.channel.receive()
        if message is None:
            raise self.crashed()
        return message

    def crashed(self) -> Exception:
        """That it was stopped."""
        self.dead = True
        return crashed_error("monty worker was stopped")

    def kill(self) -> None:
        """What runs ends soon."""
        self.dead = True
        self.channel.stop()

    close = kill


class Pool:
    """Workers that are ready, and how many there may be."""

    def __init__(self, program: str | None, least: int, most: int | None, timeout: float | None, checkouts: int | None) -> None:
        self._program, self._least, self._most = program, least, most if most is not None else max(os.cpu_count() or 1, least)
        self._timeout, self._checkouts = timeout, checkouts
        self._free: list[Worker | Inside] = []
        self._live = 0
        self._changed = threading.Condition()
        self.active = False

    def start(self) -> None:
        """Starts the least number of workers."""
        if self._least > self._most or self._most < 1:
            raise RuntimeError(f"failed to spawn monty worker: invalid pool size: min_processes={self._least} max_processes={self._most}")
        self._program = self._program or find_worker()
        self.active = True
        try:
            for _ in range(self._least):
                self._free.append(self._make())
                self._live += 1
        except OSError as error:
            self.stop()
            raise RuntimeError(f"failed to spawn monty worker: {error}") from None

    def stop(self) -> None:
        """Ends all that are free; those in use end when they are given back."""
        with self._changed:
            self.active = False
            free, self._free = self._free, []
            self._live -= len(free)
            self._changed.notify_all()
        for worker in free:
            worker.close()

    def take(self) -> Worker | Inside:
        """A worker. TimeoutError: none became free in time."""
        deadline = None if self._timeout is None else time.monotonic() + self._timeout
        with self._changed:
            while True:
                if not self.active:
                    raise RuntimeError("the pool is not active — enter the Monty / AsyncMonty context manager first")
                if self._free:
                    worker = self._free.pop()
                    break
                if self._live < self._most:
                    self._live += 1
                    worker = None  # type: ignore[assignment]
                    break
                if not self._changed.wait(None if deadline is None else deadline - time.monotonic()) and deadline is not None and time.monotonic() >= deadline:
                    raise TimeoutError("no monty worker became available within the checkout timeout")
        if worker is None:
            worker = self._spawn()
        worker.checkouts += 1
        return worker

    async def take_on_loop(self) -> Worker | Inside:
        """As take(), while an event loop goes on. A worker that comes when nobody waits any more is given back."""
        import asyncio

        waiting = asyncio.get_running_loop().run_in_executor(None, self.take)
        try:
            return await asyncio.shield(waiting)
        except asyncio.CancelledError:
            waiting.add_done_callback(self._unwanted)
            raise

    def _unwanted(self, taken: Any) -> None:
        if not taken.cancelled() and taken.exception() is None:
            self.give_back(taken.result())

    def _make(self) -> Worker | Inside:
        return Inside() if self._program == IN_PROCESS else Worker(self._program or find_worker())

    def _spawn(self) -> Worker | Inside:
        try:
            return self._make()
        except OSError as error:
            with self._changed:
                self._live -= 1
                self._changed.notify()
            raise RuntimeError(f"failed to spawn monty worker: {error}") from None

    def give_back(self, worker: Worker | Inside) -> None:
        """After a checkout; a worker that is dead or has done its share is replaced when one is needed."""
        keep = self.active and not worker.dead and (self._checkouts is None or worker.checkouts < self._checkouts)
        if not keep:
            worker.close()
        with self._changed:
            if keep:
                self._free.append(worker)
            else:
                self._live -= 1
            self._changed.notify()
