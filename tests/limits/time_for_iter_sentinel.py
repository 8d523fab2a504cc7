# expect: time
# flags: --max-time 1s --max-memory 256MB
for _ in iter(int, 1): pass
