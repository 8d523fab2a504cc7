# expect: memory, time, error:MemoryError, error:OverflowError
sorted(range(10**10), key=lambda x: -x)
