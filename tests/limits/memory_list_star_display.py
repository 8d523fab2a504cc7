# expect: memory, error:MemoryError
l = [0] * 10
while True: l = [*l, *l]
