# expect: recursion, ok, memory
# flags: --max-memory 256MB
a, b = [], []
for _ in range(200000): a, b = [a], [b]
a == b
