# expect: memory, error:MemoryError
from itertools import cycle, count
for _ in cycle(count()): pass
