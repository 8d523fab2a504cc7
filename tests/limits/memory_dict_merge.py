# expect: memory, error:MemoryError
d = {0: 0}
n = 1
while True:
    d = d | {k + n: 0 for k in d}
    n *= 2
