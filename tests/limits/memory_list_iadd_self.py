# expect: memory, error:MemoryError
l = [0]
while True: l += l
