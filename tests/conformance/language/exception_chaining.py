# __context__, __cause__, suppression, notes, tracebacks as text.
import traceback
def show(e):
    print("".join(traceback.format_exception(e)).replace(__file__, "F").rstrip())
    print("--")
def a(): raise ValueError("first")
def b():
    try:
        a()
    except ValueError:
        raise KeyError("second")
def c():
    try:
        a()
    except ValueError as e:
        raise KeyError("caused") from e
def d():
    try:
        a()
    except ValueError:
        raise KeyError("alone") from None
for f in (a, b, c, d):
    try:
        f()
    except Exception as e:
        print(f.__name__, repr(e), repr(e.__context__), repr(e.__cause__), e.__suppress_context__)
        print("".join(traceback.format_exception_only(e)), end="")
def three():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise TypeError("t") from e
    except TypeError:
        raise OSError(2, "no such", "file.txt")
try:
    three()
except OSError as e:
    chain = []
    x = e
    while x:
        chain.append(repr(x)); x = x.__context__
    print(chain, e.__context__.__cause__ is e.__context__.__context__)
e = ValueError("noted")
e.add_note("note one")
e.add_note("two\nlines")
print(e.__notes__, traceback.format_exception_only(e))
try:
    e.add_note(5)
except TypeError as err:
    print(err)
e.__notes__ = "not a list"
print(traceback.format_exception_only(e))
try:
    ValueError().__cause__ = 5
except TypeError as err:
    print(err)
try:
    ValueError().__context__ = 5
except TypeError as err:
    print(err)
try:
    ValueError().__traceback__ = 5
except TypeError as err:
    print(err)
try:
    ValueError().with_traceback(3)
except TypeError as err:
    print(err)
def reraise_same():
    try:
        raise ValueError("x")
    except ValueError as e:
        raise e
try:
    reraise_same()
except ValueError as e:
    print(e.__context__, len(traceback.extract_tb(e.__traceback__)))
    print([f.name for f in traceback.extract_tb(e.__traceback__)])
def in_finally():
    try:
        1 / 0
    finally:
        {}["k"]
try:
    in_finally()
except KeyError as e:
    print(repr(e.__context__))
def ctx_restored():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            pass
        try:
            raise TypeError(3)
        except TypeError as e:
            return repr(e.__context__)
print(ctx_restored())
import sys
print(sys.exc_info(), sys.exception())
try:
    raise ValueError("cur")
except ValueError as e:
    print(sys.exc_info()[1] is e, sys.exception() is e)
    def gen():
        yield sys.exception()
        try:
            raise KeyError
        except KeyError:
            yield sys.exception()
        yield sys.exception()
    print([repr(x) for x in gen()])
print(sys.exception())
cyc = ValueError("cycle")
try:
    try:
        raise cyc
    except ValueError:
        raise cyc
except ValueError as e:
    print(e.__context__)
class Weird(Exception):
    def __str__(self): raise RuntimeError
    def __repr__(self): return "Weird!"
print(traceback.format_exception_only(Weird()))
class Multi(Exception):
    def __str__(self): return "line1\nline2"
print(traceback.format_exception_only(Multi()))
print(traceback.format_exception_only(KeyError("k")), traceback.format_exception_only(ValueError()), traceback.format_exception_only(SystemExit(3)))
