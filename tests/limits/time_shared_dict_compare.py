# expect: time
# flags: --max-time 1s --max-memory 256MB
a, b = {}, {}
for _ in range(70): a, b = {1: a, 2: a}, {1: b, 2: b}
a == b
