# expect: recursion
# flags: --max-memory 256MB
class A:
    def __call__(self): self()
A()()
