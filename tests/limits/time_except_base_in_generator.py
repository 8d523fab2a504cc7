# expect: time
# flags: --max-time 1s --max-memory 256MB
def g():
    while True:
        try: yield
        except BaseException: pass
for _ in g():
    try:
        while True: pass
    except BaseException: continue
