# expect: time
# flags: --max-time 1s --max-memory 256MB
class C:
    def __hash__(self):
        while True: pass
{C()}
