# expect: time, memory, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
def f(n):
    if n == 0: raise ValueError
    try:
        f(n - 1)
    except ValueError as e:
        raise KeyError from e
while True:
    try:
        f(50)
    except (KeyError, ValueError):
        pass
