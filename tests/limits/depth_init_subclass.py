# expect: recursion, memory
# flags: --max-memory 256MB
class A:
    def __init_subclass__(cls):
        class B(A): pass
class C(A): pass
