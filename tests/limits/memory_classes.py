# expect: memory, time, error:MemoryError
keep = []
while True: keep.append(type('A', (), {'x': 1}))
