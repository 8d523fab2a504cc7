# expect: recursion, memory
# flags: --max-memory 256MB
def f(): return [f() for _ in [0]]
f()
