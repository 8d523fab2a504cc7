# expect: time
# flags: --max-time 1s --max-memory 256MB
t = ()
for _ in range(70): t = (t, t)
hash(t)
