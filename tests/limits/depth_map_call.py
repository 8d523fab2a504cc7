# expect: recursion
# flags: --max-memory 256MB
def f(x): return list(map(f, [1]))
f(1)
