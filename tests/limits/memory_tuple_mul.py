# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
(1, 2) * 10**11
