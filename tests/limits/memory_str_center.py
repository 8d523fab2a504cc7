# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
'x'.center(10**12)
