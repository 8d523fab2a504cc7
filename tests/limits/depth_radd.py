# expect: recursion
# flags: --max-memory 256MB
class A:
    def __radd__(self, o): return o + self
1 + A()
