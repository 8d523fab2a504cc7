# expect: memory, time, error:MemoryError
import asyncio
async def f(): await asyncio.sleep(1000)
async def main():
    l = []
    while True: l.append(asyncio.create_task(f()))
asyncio.run(main())
