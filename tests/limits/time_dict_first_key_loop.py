# expect: time
# flags: --max-time 1s --max-memory 256MB
d = dict.fromkeys(range(500_000))
for k in list(d)[:-1]: del d[k]
while True: next(iter(d)), len(list(d)), list(reversed(d))
