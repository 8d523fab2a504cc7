# expect: time
# flags: --max-time 1s --max-memory 256MB
m = memoryview(bytes(10_000_000))[::2]
while True: m.tobytes(), m == m, m.tolist
