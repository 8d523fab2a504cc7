# expect: memory, error:MemoryError
s = 'a' * 10**6
s.replace('', 'x' * 10**5)
