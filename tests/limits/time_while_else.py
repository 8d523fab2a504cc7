# expect: time
# flags: --max-time 1s --max-memory 256MB
while True:
    if False: break
else:
    pass
