# expect: memory, time, error:MemoryError
i = 0
while True:
    globals()[f'g{i}'] = i
    i += 1
