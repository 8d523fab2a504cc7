# expect: memory, error:MemoryError
l = []
while True: l.append(0)
