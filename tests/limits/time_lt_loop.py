# expect: time
# flags: --max-time 1s --max-memory 256MB
class C:
    def __lt__(self, o):
        while True: pass
sorted([C(), C()])
