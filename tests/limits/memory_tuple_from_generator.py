# expect: memory, error:MemoryError
tuple(i for i in range(10**11))
