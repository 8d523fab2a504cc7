# expect: memory, error:MemoryError
t = (0,)
while True: t += t
