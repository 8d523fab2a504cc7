# expect: recursion
# flags: --max-memory 256MB
def f(): return f()
f()
