# expect: memory, time, error:MemoryError, error:OverflowError
l = [0] * 1000
l = [l] * 1000
l = [l] * 1000
str(l)
