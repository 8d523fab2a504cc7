# expect: recursion, ok, memory
# flags: --max-memory 256MB
t = ()
for _ in range(200000): t = (t,)
hash(t)
