# expect: recursion
# flags: --max-memory 256MB
def g():
    yield next(g())
next(g())
