# expect: memory, time, error:MemoryError, error:OverflowError
x = 2
while True: x = x ** 5
