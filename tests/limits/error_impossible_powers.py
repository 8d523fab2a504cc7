# expect: memory, time, error:MemoryError, error:OverflowError
10**10**10
