# expect: time
# flags: --max-time 1s --max-memory 256MB
def g():
    while True: yield from [1]
for _ in g(): pass
