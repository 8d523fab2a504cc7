import asyncio
log = []
async def val(x, delay=0):
    log.append(f"start {x}")
    await asyncio.sleep(delay)
    log.append(f"end {x}")
    return x
async def fails(msg):
    await asyncio.sleep(0)
    raise ValueError(msg)
async def basic():
    print(await val(1))
    print(await asyncio.gather(val("a"), val("b"), val("c")))
    print(log); log.clear()
    t = asyncio.create_task(val("task"), name="T1")
    print(t.done(), t.get_name())
    print(await t, t.done(), t.result(), log); log.clear()
    try:
        await fails("boom")
    except ValueError as e:
        print("caught", e)
    r = await asyncio.gather(val(1), fails("g"), return_exceptions=True)
    print(r)
    try:
        await asyncio.gather(val(2), fails("first"))
    except ValueError as e:
        print("gather", e)
asyncio.run(basic())
class Aw:
    def __await__(self):
        yield
        return "awaited"
class Bad:
    def __await__(self): return 5
async def aw():
    print(await Aw())
    for b in (Bad(), 5, None):
        try:
            await b
        except TypeError as e:
            print(e)
asyncio.run(aw())
async def agen(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            if got: print("got", got)
    finally:
        print("agen cleanup")
class ACM:
    def __init__(self, n, s=False): self.n, self.s = n, s
    async def __aenter__(self):
        await asyncio.sleep(0)
        print("aenter", self.n)
        return self.n
    async def __aexit__(self, t, v, tb):
        await asyncio.sleep(0)
        print("aexit", self.n, t and t.__name__)
        return self.s
class AIt:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.n: raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n
async def forms():
    async for x in agen(2): print("x", x)
    else: print("else")
    async for x in AIt(3):
        if x == 1: break
    else: print("never")
    print(x)
    print([i async for i in agen(3) if i != 1], {i async for i in AIt(2)}, {i: await val(i) async for i in AIt(2)})
    print([await val(i) for i in range(2)], [y for y in [await val(9)]])
    g = (i * 2 async for i in AIt(3))
    print(type(g).__name__, [v async for v in g])
    async with ACM(1) as a, ACM(2, True) as b:
        print(a + b)
        raise KeyError
    a = agen(3)
    print(await a.asend(None), await a.asend("hi"))
    try:
        await a.athrow(ValueError("thrown"))
    except ValueError as e:
        print(e)
    print(await anext(a, "default"))
    a = agen(2)
    await anext(a)
    await a.aclose()
    try:
        await anext(a)
    except StopAsyncIteration as e:
        print("stop", e.args)
    for bad in ("async for q in [1]: pass", "async with 5: pass"):
        ns = {}
        exec(f"async def f():\n {bad}", ns)
        try:
            await ns["f"]()
        except TypeError as e:
            print(e)
log.clear()
asyncio.run(forms())
async def order():
    out = []
    async def w(n):
        for i in range(3):
            out.append(f"{n}{i}")
            await asyncio.sleep(0)
    await asyncio.gather(w("a"), w("b"))
    print(out)
    async with asyncio.TaskGroup() as tg:
        t1 = tg.create_task(val("t1")); t2 = tg.create_task(val("t2"))
    print(t1.result(), t2.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails("one")); tg.create_task(asyncio.sleep(10))
    except* ValueError as eg:
        print(eg, eg.exceptions)
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except TimeoutError as e:
        print("timeout", repr(e))
    t = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    t.cancel("why")
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e.args, t.cancelled())
asyncio.run(order())
c = val(1)
print(type(c).__name__, asyncio.iscoroutine(c), c.__name__)
try:
    c.send(None)
    c.send(None)
    c.send(None)
except StopIteration as e:
    print(e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
try:
    asyncio.run(5)
except (ValueError, TypeError) as e:
    print(type(e).__name__)
print(asyncio.run(asyncio.sleep(0, "r")))
