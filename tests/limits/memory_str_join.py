# expect: memory, error:MemoryError
','.join(['x' * 1000] * 10**7)
