# expect: time
# flags: --max-time 1s --max-memory 256MB
s = 'a' * 10**6
t = 'a' * 5 * 10**5 + 'b'
while True: t in s
