# expect: memory, error:MemoryError
import itertools
list(itertools.repeat('x'))
