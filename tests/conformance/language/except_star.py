def split(exc, note=True):
    try:
        try:
            raise exc
        except* ValueError as eg:
            print("  V", type(eg).__name__, [repr(x) for x in eg.exceptions])
        except* (TypeError, KeyError) as eg:
            print("  TK", eg.exceptions)
        except* OSError:
            print("  OS")
        else:
            print("  else")
        finally:
            print("  fin")
    except BaseException as e:
        print("  rest", repr(e))
EG = ExceptionGroup
for e in [ValueError(1), EG("g", [ValueError(1), TypeError(2)]), EG("g", [ValueError(1), EG("in", [KeyError("k"), ValueError(2)])]),
          EG("g", [IndexError(1), ValueError(2), IndexError(3)]), EG("g", [IndexError(0)]), RuntimeError("plain"), BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(5)])]:
    print(repr(e))
    split(e)
g = EG("top", [ValueError("a"), EG("mid", [TypeError("b"), ValueError("c")]), OSError("d")])
m, r = g.split(ValueError)
print(repr(m), "|", repr(r))
print(repr(g.subgroup(lambda e: "b" in str(e))), g.subgroup(IndexError), repr(g.split((TypeError, OSError))[0]))
print(g.message, len(g.exceptions), str(g), repr(g.derive([KeyError(1)])))
print(type(BaseExceptionGroup("m", [ValueError(1)])).__name__, type(BaseExceptionGroup("m", [SystemExit()])).__name__)
for args in [("m", []), ("m", [5]), ("m", 5), (5, [ValueError()]), ("m",), ()]:
    try:
        EG(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    EG("m", [KeyboardInterrupt()])
except TypeError as e:
    print(e)
class My(ExceptionGroup):
    def derive(self, excs):
        return My(self.message + "'", excs)
try:
    try:
        raise My("mine", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        print(type(e).__name__, e)
except My as e:
    print("left", e, e.exceptions)
try:
    try:
        raise EG("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise KeyError("new")
    except* TypeError as e:
        raise
except BaseException as e:
    print(repr(e), repr(e.exceptions[0].__context__))
try:
    try:
        raise EG("g", [ValueError(1)])
    except* ValueError as e:
        raise e
except ExceptionGroup as e:
    print(repr(e))
try:
    try:
        raise ValueError("naked")
    except* TypeError:
        pass
except ValueError as e:
    print("same", repr(e))
for bad in ("except* ExceptionGroup: pass", "except* (ValueError, ExceptionGroup): pass", "except* 5: pass"):
    try:
        exec(f"try: raise ValueError\n{bad}")
    except Exception as e:
        print(type(e).__name__, e)
def f():
    for i in range(3):
        try:
            if i == 1: raise EG("x", [ValueError(i)])
        except* ValueError as e:
            print("in loop", e.exceptions)
        else:
            print("else", i)
f()
for code in ("for _ in [1]:\n try: pass\n except* V: break", "def f():\n try: pass\n except* V: return 1", "try: pass\nexcept* V: pass\nexcept T: pass", "try: pass\nexcept*: pass"):
    try:
        compile(code, "f", "exec")
    except SyntaxError as e:
        print(e.msg)
import traceback
e = EG("outer", [ValueError("a\nb"), EG("inner", [TypeError("t")])])
e.add_note("noted")
print("".join(traceback.format_exception(e)))
print(traceback.format_exception_only(e))
