# expect: recursion
# flags: --max-memory 256MB
class A:
    @property
    def p(self): return self.p
A().p
