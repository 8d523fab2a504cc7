# expect: recursion
# flags: --max-memory 256MB
import asyncio
async def f(): await f()
asyncio.run(f())
