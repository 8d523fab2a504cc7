# expect: memory, error:MemoryError
try:
    pass
finally:
    l = []
    while True: l.append('x' * 100)
