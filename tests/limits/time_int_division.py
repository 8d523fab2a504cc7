# expect: time, memory, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
a = 3 ** 10**6
b = 7 ** 300000
while True: a // b
