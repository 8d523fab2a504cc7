# expect: time
# flags: --max-time 1s --max-memory 256MB
class C:
    @property
    def p(self):
        while True: pass
C().p
