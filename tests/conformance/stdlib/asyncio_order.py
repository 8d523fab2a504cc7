# The order in which tasks, callbacks, gathers and locks take turns.
import asyncio

log = []


async def worker(name, turns):
    for turn in range(turns):
        log.append(f"{name}{turn}")
        await asyncio.sleep(0)
    log.append(f"{name}!")
    return name


async def turns():
    results = await asyncio.gather(worker("a", 2), worker("b", 3), worker("c", 1))
    print(results, " ".join(log))
    log.clear()
    loop = asyncio.get_running_loop()
    loop.call_soon(log.append, "soon")
    task = asyncio.create_task(worker("t", 1))
    task.add_done_callback(lambda t: log.append("callback"))
    loop.call_soon(log.append, "later")
    await task
    log.append("awaited")
    await asyncio.sleep(0)
    print(" ".join(log))


async def locks():
    lock = asyncio.Lock()
    order = []

    async def user(n):
        async with lock:
            order.append(f"in{n}")
            await asyncio.sleep(0)
            order.append(f"out{n}")

    await asyncio.gather(*[user(n) for n in range(3)])
    print(order)
    semaphore = asyncio.Semaphore(2)
    order.clear()

    async def limited(n):
        async with semaphore:
            order.append(n)
            await asyncio.sleep(0.001)
            order.append(-n)

    await asyncio.gather(*[limited(n) for n in range(1, 6)])
    print(order[:2], sorted(order))
    condition = asyncio.Condition()
    order.clear()

    async def waiter(n):
        async with condition:
            await condition.wait()
            order.append(n)

    tasks = [asyncio.create_task(waiter(n)) for n in range(3)]
    await asyncio.sleep(0)
    async with condition:
        condition.notify(2)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(order)
    async with condition:
        condition.notify_all()
    await asyncio.gather(*tasks)
    print(order)
    barrier = asyncio.Barrier(3)

    async def meet(n):
        await asyncio.sleep(n / 1000)
        return await barrier.wait()

    print(await asyncio.gather(meet(2), meet(0), meet(1)), barrier.n_waiting, barrier.parties)


async def queues():
    queue = asyncio.Queue(maxsize=2)
    seen = []

    async def producer():
        for n in range(5):
            await queue.put(n)
            seen.append(f"put{n}")
        queue.shutdown()

    async def consumer():
        try:
            while True:
                item = await queue.get()
                seen.append(f"got{item}")
                queue.task_done()
        except asyncio.QueueShutDown:
            seen.append("closed")

    await asyncio.gather(producer(), consumer())
    await queue.join()
    print(seen)
    priority = asyncio.PriorityQueue()
    for item in (3, 1, 2):
        priority.put_nowait(item)
    print([priority.get_nowait() for _ in range(3)], priority.empty(), str(asyncio.Queue(3)))
    stack = asyncio.LifoQueue()
    stack.put_nowait("x")
    stack.put_nowait("y")
    print(await stack.get(), stack.qsize())
    try:
        priority.get_nowait()
    except asyncio.QueueEmpty as error:
        print(repr(error))
    full = asyncio.Queue(1)
    full.put_nowait(1)
    try:
        full.put_nowait(2)
    except asyncio.QueueFull as error:
        print(repr(error))


asyncio.run(turns())
asyncio.run(locks())
asyncio.run(queues())
