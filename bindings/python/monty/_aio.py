"""Programs on an event loop: the program runs in a thread of the loop's executor, its tools on the loop itself."""

from __future__ import annotations

import asyncio
import contextvars
import time

from . import _monty
from ._host import Host, prepared
from .errors import MontyError
from .snapshots import Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from typing_extensions import Unpack

    from ._host import Options


async def in_thread(sandbox: _monty.Sandbox, step: Callable[[], Any]) -> Any:
    """One step of the program; when the task is cancelled, the program is, too."""
    loop = asyncio.get_running_loop()
    running = loop.run_in_executor(None, contextvars.copy_context().run, step)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        sandbox.cancel()
        await asyncio.wait([running])
        running.exception()
        sandbox.uncancel()
        raise


class Driver:
    """Answers the questions of one program by its host's tools, those in flight at the same time."""

    def __init__(self, sandbox: _monty.Sandbox, host: Host) -> None:
        self.sandbox = sandbox
        self.host = host
        self.tasks: dict[int, asyncio.Task[Any]] = {}

    async def answer(self, call: Call) -> Any:
        """What the tool gives, awaited where that is an awaitable."""
        result = self.host.tools[call.name](*call.args, **call.kwargs)
        return await result if hasattr(result, "__await__") else result

    async def advance(self, step: Callable[[], tuple[Any, ...]], pending: dict[int, Call]) -> tuple[Any, ...]:
        """Goes on until the end, or a question that no tool answers. `pending` is kept up to date."""
        try:
            while True:
                at: tuple[Any, ...] = await in_thread(self.sandbox, step)
                state, question, started, timeout, _, _ = at
                for row in started:
                    call = Call(*row)
                    pending[call.id] = call
                for id, call in pending.items():
                    if id not in self.tasks and call.name in self.host.tools:
                        self.tasks[id] = asyncio.ensure_future(self.answer(call))
                if state == 1 and question[1] in self.host.tools:
                    step = await self.call(Call(*question))
                elif state == 3 and (self.tasks or not pending):
                    step = await self.wait(timeout, pending)
                else:
                    if state == 0:
                        await self.close()
                    return at
        except BaseException:
            await self.close()
            raise

    async def call(self, call: Call) -> Callable[[], tuple[Any, ...]]:
        """The step that answers a call which the program waits for."""
        sandbox = self.sandbox
        try:
            value = await self.answer(call)
        except Exception as exception:
            error = exception
            return lambda: sandbox.resume_error(error)
        return lambda: sandbox.resume(value)

    async def wait(self, timeout: float, pending: dict[int, Call]) -> Callable[[], tuple[Any, ...]]:
        """The step that settles what is answered first."""
        began = time.monotonic()
        rows = []
        if self.tasks:
            done, _ = await asyncio.wait(self.tasks.values(), timeout=None if timeout < 0 else timeout, return_when=asyncio.FIRST_COMPLETED)
            for id in [id for id, task in self.tasks.items() if task in done]:
                task = self.tasks.pop(id)
                pending.pop(id, None)
                exception = asyncio.CancelledError() if task.cancelled() else task.exception()
                rows.append((id, None if exception else task.result(), exception))
        elif timeout >= 0:
            await asyncio.sleep(timeout)
        waited = time.monotonic() - began
        sandbox = self.sandbox
        return lambda: sandbox.settle(rows, waited)

    async def close(self) -> None:
        """Cancels what is still in flight."""
        tasks, self.tasks = list(self.tasks.values()), {}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.gather(*tasks, return_exceptions=True)


async def run(host: Host, sandbox: _monty.Sandbox, program: _monty.Program) -> Any:
    """Runs a program to its end: the value of its last expression."""
    driver = Driver(sandbox, host)
    at = await driver.advance(lambda: sandbox.start(program), {})
    if at[0] != 0:
        await driver.close()
        raise MontyError(f"the program waits for something that no tool answers: {at[1][1]}")
    return sandbox.result()


def blocking(coroutine: Any) -> Any:
    """asyncio.run() for synchronous callers of asynchronous tools."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    coroutine.close()
    raise MontyError("a tool is asynchronous and an event loop runs already: use the async form, run_async() or feed_async()")


def run_blocking(program: _monty.Program, inputs: Any, tools: Any, **options: Unpack[Options]) -> Any:
    """Program.run() with asynchronous tools, on an event loop for the moment."""
    host, sandbox = prepared(program, inputs, tools, (), True, options)
    return blocking(run(host, sandbox, program))
