# expect: recursion
# flags: --max-memory 256MB
class A:
    def __delattr__(self, n): del self.x
del A().x
