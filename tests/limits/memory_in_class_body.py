# expect: memory, time, error:MemoryError
class C:
    l = []
    while True: l.append(1)
