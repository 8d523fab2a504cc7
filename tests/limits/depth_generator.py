# expect: recursion
# flags: --max-memory 256MB
def g(): yield from g()
list(g())
