# expect: memory, error:MemoryError
from functools import cache
@cache
def f(n): return [n] * 10
i = 0
while True:
    f(i)
    i += 1
