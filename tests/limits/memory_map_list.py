# expect: memory, error:MemoryError
list(map(str, range(10**11)))
