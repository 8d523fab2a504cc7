# expect: memory, error:MemoryError
class R:
    def __repr__(self):
        l = []
        while True: l.append(1)
print([R()])
