# expect: memory, error:MemoryError
list(enumerate(range(10**11)))
