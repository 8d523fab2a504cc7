# expect: memory, error:MemoryError
x = [[]] * 10**5
while True: x = [x] * 1000 + x * 2
