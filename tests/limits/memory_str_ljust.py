# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
'x'.ljust(10**11)
