# Generators, coroutines and their relatives at their edges.
def t(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__))
def g(): 
    x = yield 1
    print("got", x)
    try: y = yield 2
    except ValueError as e: print("caught", e); y = "exc"
    return y
a = g(); t(a.send, 5); t(next, a); t(a.send, "s"); t(a.throw, ValueError("v")); t(next, a)
a = g(); t(a.throw, KeyError("k")); t(next, a); t(a.close); t(a.send, 1)
a = g(); t(a.throw, KeyError); t(lambda: g().throw(5)); t(lambda: g().throw()); t(lambda: g().throw(ValueError, "x")); t(lambda: g().throw(ValueError, ValueError("y")))
def r():
    yield 1
    raise StopIteration(5)
a = r(); next(a); t(next, a)
def ig():
    while True:
        try: yield 1
        except GeneratorExit: yield 2
a = ig(); next(a); t(a.close)
def cl():
    try: yield 1
    except GeneratorExit: return 7
a = cl(); next(a); t(a.close); a = cl(); t(a.close)
def rec():
    yield next(me)
me = rec(); t(next, me)
def d():
    r = yield from [1, 2]; print("r", r)
    r = yield from sub(); print("r", r)
    return r
def sub():
    try:
        x = yield "s"; print("x", x)
    finally: print("fin")
    return "ret"
a = d(); t(next, a); t(next, a); t(next, a); t(a.send, 9)
a = d(); next(a); next(a); next(a); t(a.throw, ValueError("in")); 
a = d(); next(a); next(a); next(a); t(a.close)
a = d(); next(a); t(a.send, 1)
t(lambda: list(d()))
def yf():
    yield from 5
t(next, yf())
async def co(): return 5
c = co(); t(c.send, 1); t(c.send, None); t(c.send, None); 
c = co(); t(next, c); t(iter, c); c.close()
t(lambda: g() + 1); t(lambda: len(g())); t(lambda: g()[0]); 
print(g.__name__, g().__name__, type(g()).__name__, g().gi_running, g().gi_yieldfrom, g().gi_frame is None, type(co).__name__)
a = g(); a.__name__ = "nn"; a.__qualname__ = "qq"; print(repr(a)[:22]); t(setattr, a, "__name__", 5)
async def ag():
    x = yield 1; print("x", x)
    try: yield 2
    finally: print("agfin")
import asyncio
async def main():
    a = ag(); print(await a.asend(None), await a.asend(5)); await a.aclose()
    try: await a.__anext__()
    except StopAsyncIteration as e: print("SAI", e)
    a = ag()
    try: await a.asend(5)
    except TypeError as e: print(e)
    print([x async for x in ag()])
    a = ag(); await anext(a)
    try: await a.athrow(ValueError("t"))
    except ValueError as e: print(e)
    print(await anext(a, "default"))
    try:
        async for x in [1]: pass
    except TypeError as e: print(e)
    try:
        async with 5: pass
    except TypeError as e: print(e)
    try:
        for x in ag(): pass
    except TypeError as e: print(e)
    try:
        with open_(): pass
    except NameError as e: print(e)
    class AC:
        async def __aenter__(self): print("in"); return 5
        async def __aexit__(self, *a): print("out", a[0]); return True
    async with AC() as q, AC() as w: print(q, w); raise ValueError
    class NC:
        def __enter__(self): pass
        def __exit__(self, *a): pass
    return "done"
t(asyncio.run, main())
t(asyncio.run, 5)
def gen_ret():
    return (yield)
    yield
print([*map(lambda x: x, (i for i in range(3)))], (lambda: (yield))().__class__.__name__)
x = (i for i in [1, 2]); print(next(x), x.send(None)); t(x.send, 1)
t(lambda: (i for i in 5)); t(lambda: list(i for i in [1] for j in 5))
def finally_ret():
    try: return 1
    finally: print("f")
print(finally_ret())
def nested():
    try:
        try: raise ValueError(1)
        finally: raise KeyError(2)
    except KeyError as e: return repr(e), repr(e.__context__)
print(nested())
