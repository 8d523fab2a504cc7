# expect: memory, error:MemoryError
l = [0, 1]
while True: l[1:1] = l
