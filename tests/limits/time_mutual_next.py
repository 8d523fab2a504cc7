# expect: time
# flags: --max-time 1s --max-memory 256MB
class I:
    def __iter__(self): return self
    def __next__(self): return 0
for _ in I(): pass
