# expect: recursion
# flags: --max-memory 256MB
class D:
    def __get__(self, o, c): return o.d
class A:
    d = D()
A().d
