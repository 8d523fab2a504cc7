# expect: memory, time, error:MemoryError
keep = []
sorted(range(10**6), key=lambda x: keep.append([0] * 1000))
