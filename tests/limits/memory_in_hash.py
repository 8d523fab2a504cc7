# expect: memory, error:MemoryError
class H:
    def __hash__(self):
        l = []
        while True: l.append(1)
{H(): 1}
