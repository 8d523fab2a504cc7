# expect: time, memory, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
f = lambda: [0 for _ in iter(int, 1)]
any(f() for _ in range(1))
