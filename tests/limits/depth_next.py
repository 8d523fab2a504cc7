# expect: recursion
# flags: --max-memory 256MB
class A:
    def __iter__(self): return self
    def __next__(self): return next(self)
next(A())
