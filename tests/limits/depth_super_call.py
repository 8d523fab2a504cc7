# expect: recursion
# flags: --max-memory 256MB
class A:
    def m(self): return B().m()
class B(A):
    def m(self): return super().m()
B().m()
