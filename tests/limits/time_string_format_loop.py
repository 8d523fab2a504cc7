# expect: time
# flags: --max-time 1s --max-memory 256MB
while True: '{:>10000}'.format('x')
