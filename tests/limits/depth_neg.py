# expect: recursion
# flags: --max-memory 256MB
class A:
    def __neg__(self): return -self
-A()
