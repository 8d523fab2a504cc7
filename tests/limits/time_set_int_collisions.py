# expect: time, memory, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
s = {i << 61 for i in range(10**5)}
while True: s | s
