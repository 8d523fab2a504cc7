# expect: time
# flags: --max-time 1s --max-memory 256MB
l = list(range(10**6))
while True: l.index(-1) if -1 in l else None
