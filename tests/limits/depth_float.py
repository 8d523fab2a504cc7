# expect: recursion
# flags: --max-memory 256MB
class A:
    def __float__(self): return float(self)
float(A())
