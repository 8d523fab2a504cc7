# expect: memory, error:MemoryError
('\t' * 10**6).expandtabs(10**6)
