# expect: memory, error:MemoryError
set().update(range(10**11))
