# expect: recursion, ok
# flags: --max-memory 256MB
f = frozenset()
for _ in range(100_000): f = frozenset([f])
f == frozenset([f])
repr(f)
