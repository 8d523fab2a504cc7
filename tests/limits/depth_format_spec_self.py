# expect: recursion
# flags: --max-memory 256MB
class A:
    def __format__(self, s): return f'{self:{s}x}'
f'{A():x}'
