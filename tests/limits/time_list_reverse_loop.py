# expect: time
# flags: --max-time 1s --max-memory 256MB
l = [1] * 3_000_000
while True: l.reverse()
