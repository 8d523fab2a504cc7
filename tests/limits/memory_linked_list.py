# expect: memory, error:MemoryError
n = None
while True: n = [n]
