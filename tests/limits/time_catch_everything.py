# expect: time
# flags: --max-time 1s --max-memory 256MB
def f():
    while True:
        try:
            f2()
        except: continue
def f2():
    while True: pass
f()
