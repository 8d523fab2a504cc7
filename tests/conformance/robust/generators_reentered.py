# Generators and coroutines entered while they run, after their end, and closed from inside.
def attempt(what, f):
    try:
        print(what, f())
    except BaseException as e:
        print(what, type(e).__name__, e)

def itself():
    yield 1
    yield next(g)
g = itself()
attempt('first', lambda: next(g))
attempt('re-entered', lambda: next(g))
attempt('after', lambda: next(g))

def sends():
    yield 1
    g2.send(2)
g2 = sends()
next(g2)
attempt('send to itself', lambda: next(g2))

def throws():
    yield 1
    g3.throw(KeyError('x'))
g3 = throws()
next(g3)
attempt('throw into itself', lambda: next(g3))

def closes():
    yield 1
    try: g4.close()
    except ValueError as e: yield str(e)
g4 = closes()
next(g4)
attempt('closes itself', lambda: next(g4))

def over():
    for x in g5: yield x
g5 = over()
attempt('iterates itself', lambda: list(g5))

def delegates():
    yield from g6
g6 = delegates()
attempt('yields from itself', lambda: next(g6))

class Box:
    def __eq__(self, other): return next(g7)
def compares():
    yield Box() == 1
g7 = compares()
attempt('through __eq__', lambda: next(g7))

def ignores():
    try: yield 1
    except GeneratorExit: yield 2
g8 = ignores()
next(g8)
attempt('ignores close', lambda: g8.close())
def raises():
    try: yield 1
    finally: raise LookupError('in finally')
g9 = raises()
next(g9)
attempt('raises in close', lambda: g9.close())
attempt('closed twice', lambda: g9.close())
def returns():
    try: yield 1
    except GeneratorExit: return 5
g10 = returns()
next(g10)
attempt('returns in close', lambda: g10.close())
def stops():
    yield 1
    raise StopIteration('mine')
attempt('StopIteration inside', lambda: list(stops()))
def fresh(): yield 1
attempt('send to a fresh one', lambda: fresh().send(1))
attempt('send None', lambda: fresh().send(None))
attempt('throw into a fresh one', lambda: fresh().throw(KeyError('fresh')))
attempt('throw a class', lambda: fresh().throw(KeyError))
attempt('throw no exception', lambda: fresh().throw(5))
ended = fresh()
list(ended)
attempt('throw after the end', lambda: ended.throw(KeyError('late')))
attempt('send after the end', lambda: ended.send(1))

async def coroutine(): return 5
c = coroutine()
attempt('sent', lambda: c.send(None))
attempt('again', lambda: c.send(None))
async def awaits_itself(): await c2
c2 = awaits_itself()
attempt('awaits itself', lambda: c2.send(None))
async def agen():
    yield 1
    await a.__anext__()
a = agen()
async def drive():
    print(await a.__anext__())
    try: await a.__anext__()
    except RuntimeError as e: print('async', e)
try: drive().send(None)
except StopIteration: print('driven')

# Two that call each other.
def ping():
    while True: yield next(pong_)
def pong():
    yield 'pong'
    while True: yield next(ping_)
ping_, pong_ = ping(), pong()
attempt('ping', lambda: next(ping_))
attempt('ping pong', lambda: next(ping_))
import itertools
t1 = None
def feed():
    yield 1
    yield next(t1)
t1, t2 = itertools.tee(feed())
attempt('tee', lambda: (next(t1), next(t2)))
m = map(lambda x: next(m), [1, 2, 3])
attempt('map of itself', lambda: next(m))
z = zip([1, 2], (next(z) for _ in range(2)))
attempt('zip of itself', lambda: next(z))
