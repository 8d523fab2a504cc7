# expect: memory, error:MemoryError
('a ' * 10**7).split()
