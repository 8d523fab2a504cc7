# expect: recursion
# flags: --max-memory 256MB
def f(x): return sorted([1], key=f)
f(1)
