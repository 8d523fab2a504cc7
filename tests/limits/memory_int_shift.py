# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
1 << 10**12
