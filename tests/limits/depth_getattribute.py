# expect: recursion
# flags: --max-memory 256MB
class A:
    def __getattribute__(self, n): return self.x
A().x
