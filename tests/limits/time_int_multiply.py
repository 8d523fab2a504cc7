# expect: time, memory, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
a = 3 ** 10**6
while True: a * a
