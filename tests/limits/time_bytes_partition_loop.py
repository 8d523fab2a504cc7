# expect: time
# flags: --max-time 1s --max-memory 256MB
b = b'x' * 20_000_000
while True: b.partition(b'y')
