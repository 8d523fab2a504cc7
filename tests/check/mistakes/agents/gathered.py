# Results of tools called side by side.
import asyncio

hits, *prices = await asyncio.gather(web_search(question), *(get_price(s) for s in ("A", "B")))
print(hits.title)  # error: unresolved-attribute
print(prices[0].upper())  # error: unresolved-attribute
first, second, *pages = await asyncio.gather(get_price("A"), web_search("x"), *map(fetch_url, ["a", "b"]))
print(first + second)  # error: unsupported-operator
print(pages[0] + 1)  # error: unsupported-operator
x = await asyncio.gather(get_weather("Oslo"), *map(fetch_url, ["a"]))  # error: no-matching-overload
outcomes = await asyncio.gather(*(get_price(s) for s in ("A", "B")), return_exceptions=True)
print(sum(outcomes))  # error: no-matching-overload
async with asyncio.TaskGroup() as tg:
    task = tg.create_task(get_price("A"))
print(task.result().real.upper())  # error: unresolved-attribute
print(await task.value)  # error: unresolved-attribute
