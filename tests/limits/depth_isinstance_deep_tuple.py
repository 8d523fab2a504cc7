# expect: recursion, ok, memory
# flags: --max-memory 256MB
t = int
for _ in range(200000): t = (t,)
isinstance('', t)
