# expect: memory, time, error:MemoryError
from itertools import permutations
list(permutations(range(20)))
