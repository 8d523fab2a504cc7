# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
max(range(10**18))
