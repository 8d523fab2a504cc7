# expect: memory, time, error:MemoryError, error:OverflowError
x = 3
while True: x = x * x
