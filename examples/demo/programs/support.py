# Reads all tickets page by page, asks for customer and topic of each at the same time, retries what times out.
import asyncio
from collections import defaultdict
from dataclasses import dataclass


@dataclass
class Case:
    ticket: int
    who: str
    vip: bool
    topic: str

    @property
    def urgent(self) -> bool:
        return self.vip or self.topic == "damage"


async def patiently(call, *args, attempts=3):
    for attempt in range(1, attempts + 1):
        try:
            return await call(*args)
        except TimeoutError as error:
            retries.append(f"{error} (attempt {attempt})")
            await asyncio.sleep(0.005 * attempt)
    raise RuntimeError(f"gave up after {attempts} attempts")


async def all_tickets():
    page = 1
    while page is not None:
        answer = await list_tickets(page, size=3)
        for ticket in answer["items"]:
            yield ticket
        page = answer["next"]


async def look_at(ticket) -> Case | None:
    try:
        customer, topic = await asyncio.gather(
            get_customer(ticket["customer"]),
            patiently(classify, ticket["text"]),
        )
    except KeyError as error:
        print(f"ticket {ticket['id']}: unknown customer {error}")
        return None
    return Case(ticket["id"], customer["name"], customer["vip"], topic)


retries: list[str] = []
cases = [case for case in await asyncio.gather(*[look_at(t) async for t in all_tickets()]) if case]
by_topic = defaultdict(list)
for case in cases:
    by_topic[case.topic].append(case)
for topic, group in sorted(by_topic.items(), key=lambda item: (-len(item[1]), item[0])):
    print(f"{topic:<10}{len(group)}  " + ", ".join(f"#{c.ticket} {c.who}{'!' if c.urgent else ''}" for c in group))
print(f"{len(retries)} retries")
{"cases": len(cases), "urgent": [c.ticket for c in cases if c.urgent]}
