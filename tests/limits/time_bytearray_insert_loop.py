# expect: time
# flags: --max-time 1s --max-memory 256MB
b = bytearray(10_000_000)
while True:
    b.insert(0, 1)
    b.pop(0)
    b.remove(0)
    b.append(0)
