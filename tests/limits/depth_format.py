# expect: recursion
# flags: --max-memory 256MB
class A:
    def __format__(self, s): return format(self, s)
f'{A()}'
