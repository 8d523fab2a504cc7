# expect: ok
def f(n): return f(n + 1)
for _ in range(20):
    try:
        f(0)
    except RecursionError:
        pass
print('fine')
