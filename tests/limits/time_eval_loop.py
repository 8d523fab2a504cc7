# expect: time
# flags: --max-time 1s --max-memory 256MB
eval('[0 for x in iter(int, 1) if x]')
