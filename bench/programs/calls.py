def add(a, b):
    return a + b

def scale(x, *, factor=2, offset=0):
    return x * factor + offset

def spread(*args, **kwargs):
    return len(args) + len(kwargs)

def main():
    n = 0
    for i in range(1_500_000):
        n = add(n, i)
        n = scale(n, offset=1) & 0xFFFFFF
        n += spread(i, n, k=i)
    print(n)

main()
