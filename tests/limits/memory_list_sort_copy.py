# expect: memory, time, error:MemoryError, error:OverflowError
l = list(range(10**8))
l.sort()
