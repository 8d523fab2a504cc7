# expect: memory, error:MemoryError
('\ufb03' * 10**7).casefold()
