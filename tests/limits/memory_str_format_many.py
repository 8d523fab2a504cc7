# expect: memory, error:MemoryError
keep = []
while True: keep.append('{0}{0}{0}'.format('x' * 10000))
