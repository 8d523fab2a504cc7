# expect: memory, error:MemoryError
(b'x' * 6 * 10**7).hex()
