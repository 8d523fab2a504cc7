# expect: time
# flags: --max-time 1s --max-memory 256MB
[x for x in range(10**18) if x < 0]
