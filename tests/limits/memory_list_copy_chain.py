# expect: memory, error:MemoryError
a = [0] * 1000
keep = []
while True: keep.append(a.copy())
