# expect: time
# flags: --max-time 1s --max-memory 256MB
t = tuple(range(2_000_000))
while True: hash(t)
