# expect: time
# flags: --max-time 1s --max-memory 256MB
class C:
    def __format__(self, s):
        while True: pass
f'{C()}'
