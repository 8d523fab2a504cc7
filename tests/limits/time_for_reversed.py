# expect: time
# flags: --max-time 1s --max-memory 256MB
for _ in reversed(range(10**18)): pass
