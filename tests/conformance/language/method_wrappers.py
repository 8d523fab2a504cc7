# classmethod and staticmethod objects look like the function inside; singledispatchmethod takes them.
import functools

def f(self) -> int:
    "doc of f"

for wrap in classmethod, staticmethod:
    w = wrap(f)
    print(w.__doc__, w.__name__, w.__qualname__, w.__annotations__, w.__wrapped__ is f, w.__func__ is f)
    w.extra = 5
    print(w.extra, "extra" in w.__dict__)

class A:
    @functools.singledispatchmethod
    @classmethod
    def kind(cls, arg):
        "doc of kind"
        return "base", cls.__name__

    @kind.register
    @classmethod
    def _(cls, arg: int): return "int", cls.__name__

    @kind.register(str)
    @classmethod
    def _(cls, arg): return "str", cls.__name__

    @functools.singledispatchmethod
    @staticmethod
    def size(arg): return "any"

    @size.register
    @staticmethod
    def _(arg: list): return len(arg)

print(A.kind(1), A().kind("x"), A.kind(1.5), A.size([1, 2]), A().size(3))
print(A.kind.__doc__, A.kind.__name__)
