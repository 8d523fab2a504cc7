# expect: time
# flags: --max-time 1s --max-memory 256MB
sum(x for x in range(10**18))
