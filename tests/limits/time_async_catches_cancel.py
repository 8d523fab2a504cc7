# expect: time
# flags: --max-time 1s --max-memory 256MB
import asyncio
async def stubborn():
    while True:
        try: await asyncio.sleep(0)
        except BaseException: pass
asyncio.run(stubborn())
