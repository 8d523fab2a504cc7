# expect: memory, error:MemoryError
('x' * 3 * 10**7).encode('utf-32')
