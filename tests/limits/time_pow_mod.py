# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
pow(3, 10**100000, 10**50000 + 7)
