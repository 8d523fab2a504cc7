# expect: recursion
# flags: --max-memory 256MB
class A:
    def __setattr__(self, n, v): self.x = v
A().x = 1
