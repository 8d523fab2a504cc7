# expect: memory, time, error:MemoryError
eval('[' + '1,' * 10**7 + ']')
