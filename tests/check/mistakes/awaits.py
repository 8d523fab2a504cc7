# Coroutines that nobody awaits, and awaits of what is none.
import asyncio
from collections.abc import AsyncIterator


async def price(name: str) -> float:
    return 2.5


def plain() -> int:
    return 1


class Session:
    async def __aenter__(self) -> "Session":
        return self

    async def __aexit__(self, *exc: object) -> None: ...

    async def load(self, key: str) -> list[int]:
        return [1]


async def rows() -> AsyncIterator[int]:
    yield 1


async def main() -> None:
    price("tea")  # error: unused-awaitable
    asyncio.sleep(1)  # error: unused-awaitable
    print(price("tea") + 1)  # error: unsupported-operator
    total: float = price("tea")  # error: invalid-assignment
    await plain()  # error: invalid-await
    await 5  # error: invalid-await
    with Session() as s:  # error: invalid-context-manager
        print(s)
    async with Session() as session:
        for n in session.load("a"):  # error: not-iterable
            print(n)
        session.load("b")  # error: unused-awaitable
        print(len(session.load("c")))  # error: invalid-argument-type
    for row in rows():  # error: not-iterable
        print(row)
    async for n in [1, 2]:  # error: not-iterable
        print(n)
    both = await asyncio.gather(price("a"), price("b"))
    print(both.total)  # error: unresolved-attribute
    task = asyncio.create_task(plain())  # error: invalid-argument-type
    if price("a") > 2:  # error: unsupported-operator
        print(task, total)
    await asyncio.wait_for(price("a"), timeout="soon")  # error: invalid-argument-type


await main(1)  # error: too-many-positional-arguments
