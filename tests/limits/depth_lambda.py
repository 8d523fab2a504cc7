# expect: recursion
# flags: --max-memory 256MB
f = lambda: f()
f()
