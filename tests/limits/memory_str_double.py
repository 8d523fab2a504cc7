# expect: memory, error:MemoryError
s = 'x'
while True: s += s
