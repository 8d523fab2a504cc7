# expect: time
# flags: --max-time 1s --max-memory 256MB
s = set(range(300_000))
while True: s <= s.copy(), s.issubset(s)
