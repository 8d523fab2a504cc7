# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
# flags: --max-time 2s --max-memory 64MB
f'{1.5:.2000000000f}'
