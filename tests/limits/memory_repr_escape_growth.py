# expect: memory, time, error:MemoryError, error:OverflowError
s = '\x00' * 10**7
for _ in range(5): s = repr(s)
