"""Answers what the generators of _core.py yield: blocking, or on an event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator
from typing import Any

from ._core import Receive, Send, Wait
from ._worker import Inside, Worker


def blocking(steps: Generator[Any, Any, Any], worker: Worker | Inside) -> Any:
    """The result of the steps; the calling thread waits."""
    answer: Any = None
    failure: BaseException | None = None
    while True:
        try:
            step = steps.throw(failure) if failure is not None else steps.send(answer)
        except StopIteration as end:
            return end.value
        answer = failure = None
        try:
            if type(step) is Send:
                worker.send(step.message)
            elif type(step) is Receive:
                answer = worker.receive(step.deadline, step.timeout)
            elif step.tasks == ():
                time.sleep(step.seconds or 0)
            else:
                raise RuntimeError("async external functions require AsyncMonty")
        except BaseException as error:
            failure = error


async def on_loop(steps: Generator[Any, Any, Any], worker: Worker | Inside) -> Any:
    """The result of the steps; other tasks go on meanwhile."""
    loop = asyncio.get_running_loop()
    answer: Any = None
    failure: BaseException | None = None
    while True:
        try:
            step = steps.throw(failure) if failure is not None else steps.send(answer)
        except StopIteration as end:
            return end.value
        answer = failure = None
        try:
            if type(step) is Send:
                if type(worker) is Inside:
                    await loop.run_in_executor(None, worker.send, step.message)
                else:
                    worker.send(step.message)
            elif type(step) is Receive:
                answer = await _receive(loop, worker, step)
            else:
                answer = await _wait(step)
        except asyncio.CancelledError:
            worker.kill()  # nobody will hear what it says
            steps.close()
            raise
        except BaseException as error:
            failure = error


async def _receive(loop: asyncio.AbstractEventLoop, worker: Worker | Inside, step: Receive) -> Any:
    if worker.channel.wait(0):
        return worker.receive(step.deadline, step.timeout)
    ready = asyncio.Event()
    loop.add_reader(worker.fd, ready.set)
    try:
        left = None if step.deadline is None else max(0.0, step.deadline - time.monotonic())
        await asyncio.wait_for(ready.wait(), left)
    except (TimeoutError, asyncio.TimeoutError):
        pass
    finally:
        loop.remove_reader(worker.fd)
    return worker.receive(step.deadline, step.timeout)


async def _wait(step: Wait) -> Any:
    if step.tasks == ():
        await asyncio.sleep(step.seconds or 0)
        return None
    if isinstance(step.tasks, tuple):
        await asyncio.wait(step.tasks, timeout=step.seconds, return_when=asyncio.FIRST_COMPLETED)
        return None
    return asyncio.ensure_future(step.tasks)
