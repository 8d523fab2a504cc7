# expect: error:KeyError, error:ValueError
def f(n):
    if n == 0: raise ValueError('end')
    try:
        f(n - 1)
    except Exception:
        raise KeyError(n)
f(100)
