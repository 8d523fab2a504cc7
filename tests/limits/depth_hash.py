# expect: recursion
# flags: --max-memory 256MB
class A:
    def __hash__(self): return hash(self)
hash(A())
