# expect: memory, error:MemoryError
[[i] for i in range(10**10)]
