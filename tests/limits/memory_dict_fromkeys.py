# expect: memory, error:MemoryError
dict.fromkeys(range(10**11))
