# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
w = 10**10
f'{1:{w}}'
