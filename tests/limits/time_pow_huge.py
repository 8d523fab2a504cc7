# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
# flags: --max-time 2s --max-memory 64MB
pow(3, 10**9)
