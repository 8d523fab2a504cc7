# expect: ok, recursion, memory
# flags: --max-memory 256MB
from functools import partial
f = int
for _ in range(200000): f = partial(partial, f)
f
