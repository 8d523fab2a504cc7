import asyncio

async def fetch(i, sem):
    async with sem:
        await asyncio.sleep(0)
        return i * 2

async def worker(queue, out):
    while True:
        item = await queue.get()
        if item is None:
            return
        out.append(item)
        await asyncio.sleep(0)

async def main():
    total = 0
    sem = asyncio.Semaphore(50)
    for _ in range(30):
        total += sum(await asyncio.gather(*(fetch(i, sem) for i in range(1000))))
    queue, out = asyncio.Queue(), []
    tasks = [asyncio.create_task(worker(queue, out)) for _ in range(10)]
    for i in range(20_000):
        queue.put_nowait(i)
    for _ in tasks:
        queue.put_nowait(None)
    await asyncio.gather(*tasks)
    print(total, sum(out))

asyncio.run(main())
