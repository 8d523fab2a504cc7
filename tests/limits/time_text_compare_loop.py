# expect: time
# flags: --max-time 1s --max-memory 256MB
a = 'x' * 20_000_000
b = 'x' * 19_999_999 + 'y'
while True: a == b, a < b
