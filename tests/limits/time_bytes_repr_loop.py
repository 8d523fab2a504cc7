# expect: time
# flags: --max-time 1s --max-memory 256MB
b = b'\x00' * 5_000_000
while True: repr(b)
