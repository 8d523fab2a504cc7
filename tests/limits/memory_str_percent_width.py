# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
'%2000000000d' % 5
