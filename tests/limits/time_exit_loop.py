# expect: time
# flags: --max-time 1s --max-memory 256MB
class C:
    def __enter__(self): pass
    def __exit__(self, *a):
        while True: pass
with C(): pass
