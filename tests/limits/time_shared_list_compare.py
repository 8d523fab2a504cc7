# expect: time
# flags: --max-time 1s --max-memory 256MB
a, b = [], []
for _ in range(70): a, b = [a, a], [b, b]
a == b
