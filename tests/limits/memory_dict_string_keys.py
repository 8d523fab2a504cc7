# expect: memory, error:MemoryError
d = {}
i = 0
while True:
    d['key' * 20 + str(i)] = None
    i += 1
