# expect: time
# flags: --max-time 1s --max-memory 256MB
import asyncio
async def f():
    while True: await asyncio.sleep(0)
async def main(): await asyncio.gather(*(f() for _ in range(100)))
asyncio.run(main())
