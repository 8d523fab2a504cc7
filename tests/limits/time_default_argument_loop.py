# expect: time
# flags: --max-time 1s --max-memory 256MB
def f(x=[0 for _ in iter(int, 1) if 0]): pass
