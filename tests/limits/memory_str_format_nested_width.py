# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
'{:{}}'.format('x', 10**10)
