# expect: time
# flags: --max-time 1s --max-memory 256MB
class C:
    def __repr__(self):
        while True: pass
print([C()])
