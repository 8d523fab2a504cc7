# Series of dates and numbers.
import asyncio
from itertools import pairwise

async def change(symbol: str, days: int = 30) -> tuple[str, float]:
    history = await get_history(symbol, days)
    steps = [b - a for (_, a), (_, b) in pairwise(history)]
    first, last = history[0][1], history[-1][1]
    print(symbol, max(steps, default=0.0), history[-1][0].strftime("%d %b"))
    return symbol, (last - first) / first * 100

async with asyncio.TaskGroup() as tg:
    tasks = {s: tg.create_task(change(s)) for s in ("A", "B")}
ranked = sorted((t.result() for t in tasks.values()), key=lambda r: r[1], reverse=True)
dict(ranked)
