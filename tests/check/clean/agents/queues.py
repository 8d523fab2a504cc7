# Workers on a queue.
import asyncio

async def work(queue: asyncio.Queue[str], out: dict[str, int]) -> None:
    while True:
        url = await queue.get()
        try:
            out[url] = len(await fetch_url(url, timeout=2))
        except ValueError:
            out[url] = -1
        finally:
            queue.task_done()

queue: asyncio.Queue[str] = asyncio.Queue()
sizes: dict[str, int] = {}
for n in range(5):
    queue.put_nowait(f"https://example.com/{n}")
workers = [asyncio.create_task(work(queue, sizes)) for _ in range(2)]
await queue.join()
for w in workers:
    w.cancel()
await asyncio.gather(*workers, return_exceptions=True)
max(sizes, key=sizes.__getitem__)
