# expect: time, memory, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
a, b = [0] * 10**6, [0] * 10**6
while True: a == b
