# expect: recursion
# flags: --max-memory 256MB
def d(f): return d(d)
@d
def g(): pass
