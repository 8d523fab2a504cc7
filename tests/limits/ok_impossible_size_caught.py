# expect: ok
# flags: --max-memory 128MB --max-time 10s
n = 0
for f in (lambda: 'x' * (1 << 62), lambda: [0] * (1 << 62), lambda: bytes(1 << 62), lambda: (1,) * (1 << 62)):
    try:
        f()
    except (MemoryError, OverflowError):
        n += 1
print(n)
