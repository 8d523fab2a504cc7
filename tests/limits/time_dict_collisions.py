# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
class H:
    def __hash__(self): return 1
    def __eq__(self, o): return self is o
{H(): i for i in range(10**6)}
