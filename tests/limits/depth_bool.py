# expect: recursion
# flags: --max-memory 256MB
class A:
    def __bool__(self): return bool(self)
bool(A())
