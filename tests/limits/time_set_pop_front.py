# expect: time
# flags: --max-time 1s --max-memory 256MB
s = set(range(500_000))
while True:
    for _ in range(1000): s.pop()
    s |= set(range(1000))
    if len(s) < 5000: s = set(range(500_000))
