# expect: recursion
# flags: --max-memory 256MB
class A:
    def __new__(cls): return cls()
A()
