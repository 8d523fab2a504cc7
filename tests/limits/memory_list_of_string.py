# expect: memory, error:MemoryError
list('x' * 5 * 10**7)
