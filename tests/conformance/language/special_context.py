# with: order, several managers, suppression, exceptions in enter and exit, protocol errors.
log = []
class CM:
    def __init__(self, name, suppress=False, enter=None, exit=None):
        self.name, self.suppress, self.enter, self.exit = name, suppress, enter, exit
    def __enter__(self):
        log.append(f"enter {self.name}")
        if self.enter: raise self.enter
        return self.name
    def __exit__(self, t, v, tb):
        log.append(f"exit {self.name} {t.__name__ if t else None} {v} {tb is not None}")
        if self.exit: raise self.exit
        return self.suppress
def flush():
    print(" | ".join(log)); log.clear()
with CM("a") as x, CM("b") as y:
    log.append(x + y)
flush()
with (CM("a") as x, CM("b"), CM("c") as (z),):
    pass
flush()
with CM("s", True):
    raise ValueError("gone")
flush()
try:
    with CM("a"), CM("b", exit=KeyError("from exit")):
        raise ValueError("v")
except KeyError as e:
    log.append(repr(e) + repr(e.__context__))
flush()
try:
    with CM("a"), CM("b", enter=RuntimeError("in enter")):
        log.append("never")
except RuntimeError as e:
    log.append(repr(e))
flush()
with CM("outer", True), CM("b", enter=RuntimeError("in enter")):
    log.append("never")
flush()
def ret():
    with CM("r"):
        return "value"
print(ret()); flush()
def ret2():
    with CM("r", True):
        raise ValueError
    return "after"
print(ret2()); flush()
for i in range(3):
    with CM(i):
        if i == 0: continue
        if i == 1: break
flush()
def gen():
    with CM("g"):
        yield 1
        yield 2
g = gen(); next(g); g.close(); flush()
def attempt(code, **env):
    try:
        exec(code, env)
    except Exception as e:
        print(code.splitlines()[0], "->", type(e).__name__, e)
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
class OnInst: pass
oi = OnInst(); oi.__enter__ = oi.__exit__ = lambda *a: None
for v in (5, NoExit(), NoEnter(), oi, None):
    attempt("with v: pass", v=v)
attempt("async def f():\n  async with v: pass\nf().send(None)", v=5)
class Few:
    def __enter__(self): return self
    def __exit__(self): pass
attempt("with v: pass", v=Few())
class T:
    def __enter__(self): return 1, (2, 3)
    def __exit__(self, *a): return 0
with T() as (a, (b, *c)): print(a, b, c)
d = {}
with T() as d["k"]: print(d)
with T() as oi.attr: print(oi.attr)
class BadBool:
    def __bool__(self): raise TypeError("bool of exit")
class E:
    def __enter__(self): pass
    def __exit__(self, *a): return BadBool()
attempt("with v: 1/0", v=E())
with E(): pass
try:
    with CM("x"):
        try:
            1 / 0
        finally:
            log.append("fin")
except ZeroDivisionError:
    log.append("caught")
flush()
from contextlib import contextmanager, ExitStack, suppress, nullcontext, closing, redirect_stdout
@contextmanager
def cm(n):
    log.append("+" + n)
    try:
        yield n.upper()
    except KeyError as e:
        log.append(f"swallow {e!r}")
    finally:
        log.append("-" + n)
with cm("a") as v, cm("b"):
    log.append(v)
    raise KeyError(1)
flush()
try:
    with cm("z"):
        raise ValueError("passes")
except ValueError as e:
    log.append(str(e))
flush()
with ExitStack() as st:
    for n in "xy": st.enter_context(cm(n))
    st.callback(log.append, "cb")
    st.push(lambda *a: log.append(str(a[0] is None)))
flush()
with suppress(ZeroDivisionError, KeyError):
    {}[1]
with nullcontext(5) as n5: print(n5)
@cm("deco")
def decorated(): log.append("body")
decorated(); decorated(); flush()
import io
with redirect_stdout(io.StringIO()) as buf: print("hidden")
print(repr(buf.getvalue()))
