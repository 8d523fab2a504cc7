# expect: memory, error:MemoryError
class C:
    def __enter__(self): pass
    def __exit__(self, *a):
        l = []
        while True: l.append([])
with C(): pass
