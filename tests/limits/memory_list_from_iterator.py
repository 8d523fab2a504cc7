# expect: memory, time, error:MemoryError
from itertools import repeat
list(repeat(1))
