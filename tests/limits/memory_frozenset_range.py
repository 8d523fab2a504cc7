# expect: memory, error:MemoryError
frozenset(range(10**11))
