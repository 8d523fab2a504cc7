# expect: memory, error:MemoryError
d = {}
d.update((i, i) for i in range(10**11))
