# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
class C:
    def __lt__(self, o):
        for _ in range(10**6): pass
        return True
sorted([C() for _ in range(1000)])
