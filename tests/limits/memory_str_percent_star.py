# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
'%*d' % (2 * 10**9, 5)
