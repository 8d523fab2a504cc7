# expect: memory, error:MemoryError
l = [0] * 100
while True: l.extend(l)
