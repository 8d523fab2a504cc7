# expect: memory, error:MemoryError
b'x'.join([b'y' * 1000] * 10**7)
