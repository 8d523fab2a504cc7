# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
p = 10**9
f'{1.5:.{p}f}'
