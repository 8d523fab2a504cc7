# expect: memory, time, error:MemoryError
l = []
while True: l.insert(0, None)
