# expect: memory, error:MemoryError
l = [[0] * 10**4] * 10**4
list(zip(*l))
