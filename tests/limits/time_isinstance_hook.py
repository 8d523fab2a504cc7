# expect: time
# flags: --max-time 1s --max-memory 256MB
class M(type):
    def __instancecheck__(c, o):
        while True: pass
class C(metaclass=M): pass
isinstance(1, C)
