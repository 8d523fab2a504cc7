# Cancellation, timeouts, task groups, shield, wait and as_completed.
import asyncio


async def slow(n, fail=None):
    try:
        await asyncio.sleep(n)
    except asyncio.CancelledError as error:
        print("cancelled", n, error.args)
        raise
    if fail:
        raise fail
    return n


async def cancels():
    task = asyncio.create_task(slow(5), name="five")
    await asyncio.sleep(0)
    print(task.cancel("enough"), task.cancelling(), task.get_name(), task.done())
    try:
        await task
    except asyncio.CancelledError as error:
        print("caught", error.args, task.cancelled())
    print(task.cancel())
    task = asyncio.create_task(slow(1))
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("never started")

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            asyncio.current_task().uncancel()
            return "survived"

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    print(await task, task.cancelled(), task.cancelling())


async def timeouts():
    try:
        await asyncio.wait_for(slow(3), 0.01)
    except TimeoutError as error:
        print("timeout", repr(error), repr(error.__cause__))
    print(await asyncio.wait_for(slow(0.01), 5))
    try:
        await asyncio.wait_for(slow(3), 0)
    except TimeoutError as error:
        print("at once", repr(error))
    try:
        async with asyncio.timeout(0.01) as limit:
            await slow(9)
    except TimeoutError:
        print("expired", limit.expired(), limit)
    async with asyncio.timeout(None) as limit:
        print(limit)
        limit.reschedule(asyncio.get_running_loop().time() + 100)
        await asyncio.sleep(0)
    print(limit, limit.expired())
    try:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(4)
            finally:
                1 / 0
    except ZeroDivisionError as error:
        print(repr(error), repr(error.__context__))


async def groups():
    async with asyncio.TaskGroup() as group:
        first = group.create_task(slow(0.01))
        second = group.create_task(slow(0.04))
    print(first.result(), second.result(), group)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(slow(7))
            group.create_task(slow(0.01, ValueError("bad")))
            group.create_task(slow(0.01, KeyError("worse")))
            await asyncio.sleep(3)
    except* ValueError as caught:
        print("values", caught.exceptions)
    except* KeyError as caught:
        print("keys", caught.exceptions)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(slow(8))
            await asyncio.sleep(0)
            raise RuntimeError("body")
    except BaseExceptionGroup as caught:
        print(repr(caught))
    try:
        group.create_task(slow(1))
    except RuntimeError as error:
        print(error)


async def gathers():
    print(await asyncio.gather())
    print(await asyncio.gather(slow(0), slow(0, ValueError("v")), return_exceptions=True))
    try:
        await asyncio.gather(slow(0.01), slow(0, OSError("o")))
    except OSError as error:
        print(repr(error))
    await asyncio.sleep(0.02)
    both = asyncio.gather(slow(5), slow(6))
    await asyncio.sleep(0)
    both.cancel()
    try:
        await both
    except asyncio.CancelledError as error:
        print("gather cancelled", both.cancelled(), both.done())
    inner = asyncio.create_task(slow(0.15))
    outer = asyncio.shield(inner)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("outer", inner.cancelled(), await inner)
    tasks = [asyncio.create_task(slow(n)) for n in (0.08, 0.01, 0.5)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([task.result() for task in done], len(pending))
    done, pending = await asyncio.wait(tasks, timeout=0.02)
    print(sorted(task.result() for task in done), len(pending))
    for next_one in asyncio.as_completed([slow(0.08), slow(0.01), slow(0.04)]):
        print("as completed", await next_one)
    named = {asyncio.create_task(slow(n), name=str(n)) for n in (0.04, 0.01)}
    async for task in asyncio.as_completed(named):
        print("task", task.get_name(), task in named)
    try:
        for next_one in asyncio.as_completed([asyncio.create_task(slow(0.08))], timeout=0.01):
            await next_one
    except TimeoutError as error:
        print(repr(error))
    tasks[-1].cancel()
    await asyncio.sleep(0.01)
    for wrong in (lambda: asyncio.create_task(3), lambda: asyncio.ensure_future(3), lambda: asyncio.gather(1)):
        try:
            wrong()
        except TypeError as error:
            print(error)
    coroutine = slow(0)
    try:
        await asyncio.wait([coroutine])
    except TypeError as error:
        print(error)
    coroutine.close()


async def futures():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future, asyncio.isfuture(future), future.done())
    for ask in (future.result, future.exception):
        try:
            ask()
        except asyncio.InvalidStateError as error:
            print(repr(error))
    loop.call_later(0.01, future.set_result, 42)
    print(await future, future)
    try:
        future.set_result(1)
    except asyncio.InvalidStateError as error:
        print(repr(error))
    failed = loop.create_future()
    failed.set_exception(StopIteration)
    try:
        await failed
    except RuntimeError as error:
        print(error)
    failed = loop.create_future()
    failed.set_exception(ValueError("x"))
    print(failed, repr(failed.exception()))
    cancelled = loop.create_future()
    cancelled.cancel()
    print(cancelled, cancelled.cancelled())
    print(asyncio.iscoroutine(coroutine := slow(0)), asyncio.iscoroutinefunction(slow), len(asyncio.all_tasks()))
    coroutine.close()
    print(await asyncio.to_thread(pow, 2, 10), await loop.run_in_executor(None, len, "abc"))
    events = []
    loop.call_later(0.04, events.append, 2)
    loop.call_later(0.01, events.append, 1)
    timer = loop.call_later(0.02, events.append, "no")
    timer.cancel()
    await asyncio.sleep(0.01)
    print(events, timer.cancelled())


for part in (cancels, timeouts, groups, gathers, futures):
    print("--", part.__name__)
    asyncio.run(part())

try:
    asyncio.run(7)
except ValueError as error:
    print(error)
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)


async def nested():
    coroutine = slow(0)
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
    coroutine.close()
    asyncio.create_task(slow(100))
    await asyncio.sleep(0)
    return "left one behind"


print(asyncio.run(nested()))
with asyncio.Runner() as runner:
    print(runner.run(slow(0)), runner.run(slow(0.01)))
