import asyncio, random, time, logging, sys, contextlib
from typing import Awaitable, Callable, TypeVar, ParamSpec
from functools import wraps
from enum import Enum, auto, IntEnum, Flag, StrEnum
T = TypeVar("T"); P = ParamSpec("P")
logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stdout)
log = logging.getLogger("agent")
class RetryError(Exception):
    def __init__(self, attempts, last): super().__init__(f"failed after {attempts} attempts"); self.attempts = attempts; self.last = last
def retry(times: int = 3, exceptions: tuple = (ConnectionError, TimeoutError), delay: float = 0.001):
    def deco(fn):
        @wraps(fn)
        async def inner(*a, **k):
            last = None
            for i in range(1, times + 1):
                try: return await fn(*a, **k)
                except exceptions as e:
                    last = e; log.warning("attempt %d of %s failed: %s", i, fn.__name__, e)
                    await asyncio.sleep(delay * 2 ** i)
            raise RetryError(times, last) from last
        return inner
    return deco
calls = {}
@retry()
async def fetch(page: int) -> dict:
    """Fetch a page."""
    calls[page] = calls.get(page, 0) + 1
    await asyncio.sleep(0)
    if page == 2 and calls[page] < 3: raise ConnectionError(f"reset on {page}")
    if page == 4: raise TimeoutError("too slow")
    return {"page": page, "items": [page * 10 + i for i in range(3)], "next": page + 1 if page < 3 else None}
async def pages(start=1):
    p = start
    while p is not None:
        data = await fetch(p); yield data; p = data["next"]
class State(Enum):
    IDLE = auto(); RUNNING = auto(); DONE = "done"
    @property
    def final(self): return self is State.DONE
    @classmethod
    def _missing_(cls, v): return cls.IDLE if v == "idle" else None
class Level(IntEnum): LOW = 1; HIGH = 10
class Perm(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
class Color(StrEnum): RED = auto(); BLUE = "b"
async def worker(name, q, results):
    while True:
        item = await q.get()
        try:
            if item is None: return
            await asyncio.sleep(0.001 * (item % 3)); results.append((name, item ** 2))
        finally: q.task_done()
async def main():
    print([d async for d in pages()])
    try: await fetch(4)
    except RetryError as e: print(repr(e), repr(e.__cause__), e.attempts)
    res = await asyncio.gather(*(fetch(i) for i in (1, 4, 3)), return_exceptions=True); print([type(r).__name__ for r in res])
    q = asyncio.Queue(); results = []
    ws = [asyncio.create_task(worker(f"w{i}", q, results), name=f"w{i}") for i in range(3)]
    for i in range(9): await q.put(i)
    for _ in ws: await q.put(None)
    await asyncio.gather(*ws); print(sorted(r for _, r in results))
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(1)
    except TimeoutError: print("timeout")
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(asyncio.sleep(0.001)); t = tg.create_task(fetch(4))
    except* RetryError as eg: print("group", eg.exceptions, eg.message)
    sem = asyncio.Semaphore(2); active = 0; peak = 0
    async def limited(i):
        nonlocal active, peak
        async with sem:
            active += 1; peak = max(peak, active); await asyncio.sleep(0.001); active -= 1; return i
    print(await asyncio.gather(*map(limited, range(5))), peak)
    done, pending = await asyncio.wait([asyncio.create_task(limited(i)) for i in range(3)], return_when=asyncio.FIRST_COMPLETED); print(len(done) >= 1, len(pending) <= 2)
    for p in pending: p.cancel()
    for c in asyncio.as_completed([limited(1), limited(2)]): print(await c)
    ev = asyncio.Event()
    async def waiter(): await ev.wait(); return "go"
    t = asyncio.create_task(waiter()); await asyncio.sleep(0); ev.set(); print(await t)
    try: await asyncio.wait_for(asyncio.sleep(5), 0.001)
    except asyncio.TimeoutError as e: print(repr(e))
    t = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled", t.cancelled())
    print(await asyncio.to_thread(lambda: 5) if hasattr(asyncio, "to_thread") else 5)
    async with contextlib.AsyncExitStack() as st:
        st.push_async_callback(asyncio.sleep, 0); st.callback(print, "bye")
print(State("done"), State("idle"), State.RUNNING.value, State.DONE.final, list(State), Level.LOW < Level.HIGH, Level(10).name, Perm.RW, Perm.R in Perm.RW, ~Perm.R, Perm(5), Color.RED, f"{Color.BLUE}", repr(Color.BLUE))
try: State("x")
except ValueError as e: print(e)
asyncio.run(main())
print(fetch.__name__, fetch.__doc__, asyncio.iscoroutinefunction(fetch))
