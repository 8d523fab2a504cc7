# expect: recursion
# flags: --max-memory 256MB
class A:
    def m(self): self.m()
A().m()
