# expect: time
# flags: --max-time 1s --max-memory 256MB
d = {'x' * 5_000_000: 1}
k = 'x' * 5_000_000
while True: k in d
