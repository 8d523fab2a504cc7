# expect: time
# flags: --max-time 1s --max-memory 256MB
class C:
    def __getattr__(self, n):
        while True: pass
C().x
