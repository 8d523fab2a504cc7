# expect: memory, time
# flags: --max-time 1s --max-memory 64MB
a = []
for _ in range(70): a = [a, a]
repr(a)
