# expect: time
# flags: --max-time 1s --max-memory 256MB
s = 'ab c' * 3_000_000
while True: s.title(), s.istitle(), s.swapcase()
