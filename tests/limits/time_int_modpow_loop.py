# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
while True: pow(12345, 10**2000, 10**1000 + 9)
