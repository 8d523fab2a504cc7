# expect: recursion
# flags: --max-memory 256MB
class A:
    def __str__(self): return str(self)
str(A())
