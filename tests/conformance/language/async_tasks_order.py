import asyncio
out = []
async def step(name, n):
    for i in range(n):
        out.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name.upper()
async def main():
    a = asyncio.create_task(step("a", 3)); b = asyncio.create_task(step("b", 1))
    done, pending = await asyncio.wait([a, b], return_when=asyncio.FIRST_COMPLETED)
    print(sorted(t.result() for t in done), len(pending), out)
    print(await a, a.done(), out); out.clear()
    lock, events = asyncio.Lock(), []
    async def locked(n):
        async with lock:
            events.append(f"in{n}"); await asyncio.sleep(0); events.append(f"out{n}")
    await asyncio.gather(*(locked(i) for i in range(3))); print(events)
    ev = asyncio.Event()
    async def waiter(): await ev.wait(); return "woken"
    ws = [asyncio.create_task(waiter()) for _ in range(2)]
    await asyncio.sleep(0); ev.set(); print(await asyncio.gather(*ws), ev.is_set())
    q = asyncio.Queue(maxsize=2); seen = []
    async def produce():
        for i in range(5): await q.put(i)
        await q.put(None)
    async def consume():
        while (x := await q.get()) is not None: seen.append(x)
    await asyncio.gather(produce(), consume()); print(seen, q.empty())
    for c in asyncio.as_completed([step("x", 2), step("y", 1)]): out.append(await c)
    print(out); out.clear()
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(5)
    except TimeoutError: print("timeout")
    async def cancelled():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            out.append("cleanup"); raise
        finally:
            out.append("finally")
    t = asyncio.create_task(cancelled()); await asyncio.sleep(0); t.cancel()
    print(await asyncio.gather(t, return_exceptions=True), out, t.cancelled())
    f = asyncio.get_running_loop().create_future(); f.add_done_callback(lambda f: out.append(f.result())); f.set_result(5); await asyncio.sleep(0); print(out[-1], await f)
    try:
        f.set_result(6)
    except asyncio.InvalidStateError as e:
        print(type(e).__name__, e)
    sem = asyncio.Semaphore(2); active = peak = 0
    async def limited():
        nonlocal active, peak
        async with sem:
            active += 1; peak = max(peak, active); await asyncio.sleep(0); active -= 1
    await asyncio.gather(*(limited() for _ in range(6))); print(peak)
    try:
        async with asyncio.TaskGroup() as tg:
            for i in range(3): tg.create_task(fail(i))
    except* ValueError as eg:
        print(len(eg.exceptions), eg.message)
    r = await asyncio.shield(step("s", 1)); print(r)
async def fail(i):
    await asyncio.sleep(0)
    raise ValueError(i)
asyncio.run(main())
