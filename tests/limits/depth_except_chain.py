# expect: recursion
# flags: --max-memory 256MB
def f(n):
    try:
        f(n + 1)
    except ValueError:
        pass
f(0)
