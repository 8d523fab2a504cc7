# expect: time
# flags: --max-time 1s --max-memory 256MB
a = (0,) * 10**6
while True: a < a + (1,)
