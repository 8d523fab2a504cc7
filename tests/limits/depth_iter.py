# expect: recursion
# flags: --max-memory 256MB
class A:
    def __iter__(self): return iter(self)
iter(A())
