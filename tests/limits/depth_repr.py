# expect: recursion
# flags: --max-memory 256MB
class A:
    def __repr__(self): return repr(self)
repr(A())
