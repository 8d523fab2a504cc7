# expect: memory, time, error:MemoryError, error:OverflowError
x = 1
while True: x <<= 10**6
