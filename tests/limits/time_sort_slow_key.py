# expect: time
# flags: --max-time 1s --max-memory 256MB
def key(x):
    n = 0
    for i in range(10**5): n += i
    return n
sorted(range(10**6), key=key)
