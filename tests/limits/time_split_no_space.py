# expect: time
# flags: --max-time 1s --max-memory 256MB
s = 'x' * 10_000_000
while True: s.split(); s.rsplit()
