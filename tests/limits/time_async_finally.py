# expect: time
# flags: --max-time 0.3s
import asyncio
async def spin():
    try:
        while True: await asyncio.sleep(0)
    except BaseException as e: print('caught', type(e))
    finally: print('caught by finally')
async def main():
    try:
        async with asyncio.TaskGroup() as g:
            for _ in range(3): g.create_task(spin())
    except* BaseException: print('caught by except*')
    finally: print('caught by finally of main')
try: asyncio.run(main())
except BaseException: print('caught outside')
finally: print('outside')
