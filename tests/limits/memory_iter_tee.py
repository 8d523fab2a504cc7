# expect: memory, error:MemoryError
from itertools import tee, count
a, b = tee(count())
for _ in a: pass
