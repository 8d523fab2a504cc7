# expect: recursion
# flags: --max-memory 256MB
class A:
    def __getitem__(self, k): return self[k]
A()[0]
