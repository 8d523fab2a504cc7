# expect: memory, time, error:MemoryError
import itertools
list(itertools.batched(itertools.cycle('ab'), 1000))
