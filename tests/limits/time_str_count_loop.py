# expect: time
# flags: --max-time 1s --max-memory 256MB
s = 'ab' * 10**6
while True: s.count('ba')
