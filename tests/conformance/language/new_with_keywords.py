# __new__ in Python beside object's __init__, called with keywords; the instance may be of another class.
class Base:
    def __new__(cls, x, *rest, y=1, **more):
        print("new", cls.__name__, x, rest, y, more)
        if x == "other":
            return [x, y]
        return object.__new__(Sub if x == "sub" else cls)


class Sub(Base):
    def __init__(self, x, *rest, y, **more):
        print("init", x, rest, y, more)


for i in range(3):
    print(type(Base("plain", y=2)).__name__)
    print(type(Base("sub", y=3)).__name__)
    print(type(Base("sub", 4, 5, y=6, z=7)).__name__)
    print(Base("other", y=8))
    try:
        Base("sub")
    except TypeError as e:
        print(e)
    try:
        Base(y=1)
    except TypeError as e:
        print(e)


def gen():
    yield Base("sub", y=9, a=1)


print([type(b).__name__ for b in gen()])
