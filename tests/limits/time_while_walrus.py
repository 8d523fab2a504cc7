# expect: time
# flags: --max-time 1s --max-memory 256MB
while (x := 1): pass
