# expect: time
# flags: --max-time 1s --max-memory 256MB
def d(f):
    while True: pass
@d
def g(): pass
