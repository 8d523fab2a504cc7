# expect: recursion
# flags: --max-memory 256MB
class A:
    def __int__(self): return int(self)
int(A())
