# expect: time
# flags: --max-time 1s --max-memory 256MB
b = b'\xff' * 3_000_000
while True: b.decode(errors='replace'), b.decode('ascii', 'backslashreplace')
