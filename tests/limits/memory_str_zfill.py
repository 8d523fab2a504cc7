# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
'1'.zfill(10**11)
