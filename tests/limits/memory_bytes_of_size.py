# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
bytes(10**12)
