# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
b'x' * 10**12
