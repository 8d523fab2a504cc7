# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
'x' * 10**12
