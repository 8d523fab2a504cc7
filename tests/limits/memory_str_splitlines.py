# expect: memory, error:MemoryError
('\n' * 3 * 10**7).splitlines()
