# expect: time
# flags: --max-time 1s --max-memory 256MB
class C:
    while True: pass
