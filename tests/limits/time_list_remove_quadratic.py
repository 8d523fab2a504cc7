# expect: time
# flags: --max-time 1s --max-memory 256MB
l = list(range(2 * 10**6))
while l: l.pop(0)
while True: pass
