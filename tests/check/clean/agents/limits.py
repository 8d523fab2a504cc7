# No more than so many at a time, and a limit of time.
import asyncio

gate = asyncio.Semaphore(3)

async def polite(url: str) -> tuple[str, int]:
    async with gate:
        return url, len(await fetch_url(url))

try:
    async with asyncio.timeout(5):
        done = await asyncio.gather(*map(polite, ["a", "b", "c"]))
        done.sort(key=lambda pair: pair[1])
        print([url for url, _ in done])
except TimeoutError:
    print("too slow")
for coro in asyncio.as_completed([polite("d"), polite("e")]):
    url, size = await coro
    print(url, size)
