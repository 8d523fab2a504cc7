# expect: recursion
# flags: --max-memory 256MB
class A:
    def __len__(self): return len(self)
len(A())
