# A decorator that tries again, and one that remembers.
import asyncio
import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

def retry(times: int) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[T]]]:
    def wrap(f: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        @functools.wraps(f)
        async def inner(*args: P.args, **kwargs: P.kwargs) -> T:
            for attempt in range(times):
                try:
                    return await f(*args, **kwargs)
                except (OSError, TimeoutError) as e:
                    print(f"{f.__name__}: attempt {attempt + 1}: {e}")
                    await asyncio.sleep(0.1 * 2 ** attempt)
            raise RuntimeError("gave up")
        return inner
    return wrap

@retry(3)
async def price(symbol: str) -> float:
    return await asyncio.wait_for(get_price(symbol), timeout=5)

@functools.lru_cache(maxsize=None)
def temperature(city: str) -> float:
    return get_weather(city)["temp"]

both = await asyncio.gather(price("A"), price("B"))
print(sum(both), temperature("Oslo"))
