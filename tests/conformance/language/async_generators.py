import asyncio
log = []
async def numbers(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    except ValueError as e:
        log.append(str(e))
        yield -1
    finally:
        await asyncio.sleep(0)
        log.append("closed")
async def main():
    g = numbers(3)
    print(await g.__anext__(), await g.athrow(ValueError("in")), log)
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print("end", log)
    log.clear()
    print([x async for x in numbers(4) if x % 2], {x: x * x async for x in numbers(2)}, log); log.clear()
    async def outer():
        async for x in numbers(2):
            yield x * 10
        yield 99
    print([x async for x in outer()])
    g = numbers(5); await anext(g); await g.aclose(); print(log[-1])
    print(await anext(g, "gone"))
    results = []
    async def consume(name):
        async for x in numbers(2):
            results.append(f"{name}{x}")
    await asyncio.gather(consume("a"), consume("b")); print(results)
    gen = (await_ * 2 async for await_ in numbers(3)); print([v async for v in gen])
    print(sum([x async for x in numbers(4)]), [y for x in [[z async for z in numbers(2)] for _ in range(2)] for y in x])
    async def two_way():
        got = []
        while len(got) < 3: got.append((yield len(got)))
        yield got
    t = two_way(); print(await t.asend(None), await t.asend("x"), await t.asend("y"), await t.asend("z"))
    try:
        await two_way().asend(1)
    except TypeError as e:
        print(e)
    for bad in ("async def f():\n yield 1\n return 2", "async def f():\n yield from x", "def f():\n await x", "def f():\n async for i in x: pass", "[x async for x in y]", "async def f():\n def g():\n  await x", "def f():\n async with a: pass"):
        try:
            compile(bad, "f", "exec"); print("ok")
        except SyntaxError as e:
            print(e.msg)
asyncio.run(main())
