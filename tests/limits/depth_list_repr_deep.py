# expect: recursion, ok, memory
# flags: --max-memory 256MB
l = []
for _ in range(200000): l = [l]
repr(l)
