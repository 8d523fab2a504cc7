# expect: time
# flags: --max-time 1s --max-memory 256MB
import asyncio
async def main():
    while True: await asyncio.sleep(0.001)
asyncio.run(main())
