# expect: recursion
# flags: --max-memory 256MB
class A:
    def __init__(self): A()
A()
