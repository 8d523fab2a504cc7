import functools
import inspect
import types
import sys


def deco(f):
    @functools.wraps(f)
    def inner(*args):
        return f(*args)
    return inner


@deco
@deco
def two(a, b=(1,
              2)):
    """Doc.

# not a dedent
    """
    if a:

        return b  # )


class Outer:
    x = 1

    class Inner:
        def method(self): return 1

        async def later(self):
            return 2

    def other(self):
        return lambda: (
            3)


def one(): return 1


square = lambda n: n * n
print(inspect.getsource(two))
print(inspect.getsource(Outer.Inner))
print(inspect.getsource(Outer.Inner.method), inspect.getsourcelines(Outer.Inner().later)[1])
print(inspect.getsourcelines(one), inspect.getsource(square), inspect.getsourcelines(Outer().other()))
try:
    1 / 0
except ZeroDivisionError as error:
    tb = error.__traceback__
    print(isinstance(tb, types.TracebackType), isinstance(tb.tb_frame, types.FrameType), inspect.istraceback(tb), inspect.isframe(tb.tb_frame), inspect.istraceback(None))
    print(types.TracebackType, types.FrameType, types.TracebackType.__name__)
for what in (len, int, 5, exec):
    try:
        inspect.getsource(what)
    except (TypeError, OSError) as error:
        print(type(error).__name__, error)
exec("def made(): pass")
try:
    inspect.getsource(made)
except OSError as error:
    print("OSError", error)
