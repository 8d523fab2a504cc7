# Every way out of try/except/else/finally.
def run(action, nested=None):
    log = []
    def body():
        for i in range(2):
            log.append(f"i{i}")
            try:
                log.append("try")
                if action == "raise": raise ValueError("v")
                if action == "other": raise KeyError("k")
                if action == "return": return "from try"
                if action == "break": break
                if action == "continue": continue
            except ValueError as e:
                log.append("except")
                if nested == "raise": raise RuntimeError("in except")
                if nested == "reraise": raise
                if nested == "return": return "from except"
                if nested == "break": break
                if nested == "continue": continue
            else:
                log.append("else")
                if nested == "else-raise": raise ValueError("from else")
                if nested == "else-return": return "from else"
            finally:
                log.append("finally")
                if nested == "fin-return": return "from finally"
                if nested == "fin-raise": raise OSError("from finally")
                if nested == "fin-break": break
                if nested == "fin-continue": continue
            log.append("after")
        else:
            log.append("loop else")
        return "end"
    try:
        result = body()
    except Exception as e:
        result = repr(e), repr(e.__context__), repr(e.__cause__)
    print(action, nested, result, " ".join(log))
for action in ("none", "raise", "other", "return", "break", "continue"):
    for nested in (None, "raise", "reraise", "return", "break", "continue", "else-raise", "else-return", "fin-return", "fin-raise", "fin-break", "fin-continue"):
        run(action, nested)
def values():
    x = 1
    try:
        return x
    finally:
        x = 2
print(values())
def lst():
    l = []
    try:
        return l
    finally:
        l.append("changed")
print(lst())
def deep():
    for _ in [0]:
        try:
            try:
                try:
                    raise A("a")
                except B:
                    print("no")
                finally:
                    print("f1")
            except A as e:
                print("A", e)
                raise B("b") from None
            finally:
                print("f2")
        except (A, B) as e:
            print(repr(e), e.__suppress_context__, repr(e.__context__))
            continue
        finally:
            print("f3")
    else:
        print("else")
class A(Exception): pass
class B(Exception): pass
deep()
def del_name():
    try:
        raise ValueError(1)
    except ValueError as e:
        pass
    try:
        e
    except UnboundLocalError as err:
        print(err)
del_name()
def del_inside():
    try:
        raise ValueError(1)
    except ValueError as e:
        del e
    print("ok")
del_inside()
def rebind():
    e = "outer"
    try:
        1 / 0
    except ZeroDivisionError as e:
        e = "changed"
    return "e" in locals()
print(rebind())
def dynamic(kind):
    try:
        raise KeyError("k")
    except kind:
        return "matched"
print(dynamic(LookupError), dynamic((ValueError, (KeyError,)[0])))
for bad in (5, "x", (ValueError, 5), int, ()):
    try:
        print(dynamic(bad))
    except TypeError as e:
        print(e, repr(e.__context__))
    except KeyError as e:
        print("through")
for bad in ("5", "'x'", "None", "int", "ValueError(1) from 5", "ValueError from KeyError", "type", "(ValueError,)"):
    try:
        exec("raise " + bad)
    except BaseException as e:
        print(bad, "->", type(e).__name__, e, repr(e.__cause__))
try:
    exec("raise")
except RuntimeError as e:
    print(e)
def g():
    try:
        yield 1
    except ValueError:
        yield "exc"
    else:
        yield "else"
    finally:
        yield "fin"
print(list(g()))
while True:
    try:
        break
    finally:
        print("loop fin")
def nested_finally():
    try:
        try:
            return 1
        finally:
            print("a")
    finally:
        print("b")
print(nested_finally())
def swallow():
    while True:
        try:
            raise ValueError
        finally:
            break
    return "swallowed"
print(swallow())
