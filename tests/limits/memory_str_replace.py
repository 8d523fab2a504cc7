# expect: memory, error:MemoryError
s = 'a' * 10**6
s.replace('a', 'b' * 10**6)
