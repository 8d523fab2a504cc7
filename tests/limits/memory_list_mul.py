# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
l = [0] * 10**12
