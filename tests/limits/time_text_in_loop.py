# expect: time
# flags: --max-time 1s --max-memory 256MB
s = 'x' * 20_000_000
while True: 'y' in s
