# expect: recursion
# flags: --max-memory 256MB
class A:
    def __iadd__(self, o):
        self += o
        return self
a = A()
a += 1
