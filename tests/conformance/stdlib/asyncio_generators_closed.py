# The end of the event loop closes async generators that were begun; one left by `break` is closed soon.
import asyncio

async def numbers(name, fail=False):
    try:
        for i in range(10):
            yield i
    finally:
        print("closing", name)
        await asyncio.sleep(0)
        print("closed", name)
        if fail:
            raise ValueError("in the end of " + name)

async def left_by_break():
    async for x in numbers("a"):
        if x == 2:
            break
    print("after the loop")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("end of left_by_break")

async def kept(holder):
    it = numbers("b")
    holder.append(it)
    print(await anext(it))
    done = numbers("c")
    holder.append(done)
    async for _ in done:
        pass
    never = numbers("never begun")
    holder.append(never)

async def many():
    async def one():
        yield 1
    for _ in range(300):
        async for _ in one():
            pass
    print("many")

async def failing(holder):
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: print(context["message"][:57], repr(context["exception"])))
    it = numbers("d", fail=True)
    holder.append(it)
    await anext(it)

holder = []
asyncio.run(left_by_break())
asyncio.run(kept(holder))
print("after run", holder[0].ag_frame is None)
asyncio.run(many())
asyncio.run(failing(holder))
print(len(holder))
async def returned():
    async def first():
        async for x in numbers("e"):
            return x
    print(await first())
    await asyncio.sleep(0.001)
asyncio.run(returned())
