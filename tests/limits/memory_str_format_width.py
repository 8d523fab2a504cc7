# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
'{:>1000000000}'.format('x')
