# expect: memory, time, error:MemoryError, error:OverflowError
''.join(str(i) for i in range(10**11))
