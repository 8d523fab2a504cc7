# expect: recursion
# flags: --max-memory 256MB
class A:
    def __setitem__(self, k, v): self[k] = v
A()[0] = 1
