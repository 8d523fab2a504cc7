# expect: recursion
# flags: --max-memory 256MB
def f(): return sum(f() for _ in [0])
f()
