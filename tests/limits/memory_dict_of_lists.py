# expect: memory, error:MemoryError
d = {}
for i in range(10**9): d.setdefault(i % 10, []).append(i)
