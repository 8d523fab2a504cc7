# expect: memory, time, error:MemoryError
list(range(10**11))
