# expect: time
# flags: --max-time 1s --max-memory 256MB
def g():
    while True:
        try:
            yield
        except ValueError:
            pass
it = g()
next(it)
while True: it.throw(ValueError())
