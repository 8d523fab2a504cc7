# expect: memory, error:MemoryError
d = {}
for i in range(10**11): d.setdefault(i, [])
