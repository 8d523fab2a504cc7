# expect: time
# flags: --max-time 1s --max-memory 256MB
t = (int, str)
for _ in range(70): t = (t, t)
isinstance([], t)
