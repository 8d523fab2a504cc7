# expect: recursion
# flags: --max-memory 256MB
a, b = [], []
a.append(a)
b.append(b)
a == b
