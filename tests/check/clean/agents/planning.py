# A small model of the problem: named tuples, enums, a heap, a cache.
import heapq
from enum import IntEnum
from functools import cache
from typing import NamedTuple

class Priority(IntEnum):
    LOW = 1
    HIGH = 2

class Step(NamedTuple):
    priority: Priority
    title: str
    after: tuple[str, ...] = ()

steps = [Step(Priority.HIGH if "bug" in i["labels"] else Priority.LOW, i["title"]) for i in list_issues("acme/app")["items"]]
heap = [(-s.priority, n, s) for n, s in enumerate(steps)]
heapq.heapify(heap)

@cache
def cost(n: int) -> int:
    return 1 if n < 2 else cost(n - 1) + cost(n - 2)

order: list[str] = []
while heap:
    _, n, step = heapq.heappop(heap)
    order.append(f"{step.title} ({step.priority.name.lower()}, {cost(n)})")
print("; ".join(order), steps[0]._replace(title="x").title if steps else "")
