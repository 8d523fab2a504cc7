# expect: recursion, ok, memory
# flags: --max-memory 256MB
d = {}
for _ in range(200000): d = {0: d}
repr(d)
