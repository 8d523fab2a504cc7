# expect: time
# flags: --max-time 1s --max-memory 256MB
n = (1 << 40_000) - 1
pow(3, n, n - 2)
