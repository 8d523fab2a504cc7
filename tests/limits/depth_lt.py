# expect: recursion
# flags: --max-memory 256MB
class A:
    def __lt__(self, o): return self < o
A() < A()
