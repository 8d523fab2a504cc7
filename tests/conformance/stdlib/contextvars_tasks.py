# contextvars: values per context, and per asyncio task.
import asyncio
import contextvars

name = contextvars.ContextVar("name", default="nobody")
empty = contextvars.ContextVar("empty")
print(name.get(), name.name, empty.get("fallback"))
token = name.set("outer")
print(name.get(), token.var is name, token.old_value is contextvars.Token.MISSING)
context = contextvars.copy_context()


def change():
    name.set("inner")
    return name.get()


print(context.run(change), name.get(), context[name], len(context), name in context)
name.reset(token)
print(name.get())
for wrong in (empty.get, lambda: name.reset(token), lambda: context[5]):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__)


async def worker(value):
    name.set(value)
    await asyncio.sleep(0)
    return name.get()


async def main():
    name.set("main")
    print(await asyncio.gather(*[worker(n) for n in range(3)]), name.get())
    print(await asyncio.to_thread(name.get))
    asyncio.get_running_loop().call_soon(lambda: print("callback", name.get()))
    name.set("changed")
    await asyncio.sleep(0)


asyncio.run(main())
print(name.get())
