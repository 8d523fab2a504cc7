# expect: recursion, ok
# flags: --max-memory 256MB
t = ()
for _ in range(100_000): t = (t,)
u = ()
for _ in range(100_000): u = (u,)
t == u, t < u
