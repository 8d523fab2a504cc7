# expect: recursion
# flags: --max-memory 256MB
class A:
    def __index__(self): return [0][self]
[0][A()]
