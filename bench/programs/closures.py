def make(n):
    count = 0
    def step(x):
        nonlocal count
        count += x
        return count + n
    return step

def compose(f, g):
    return lambda x: f(g(x))

def main():
    total = 0
    steps = [make(i) for i in range(10)]
    inc = lambda x: x + 1
    f = compose(compose(inc, inc), lambda x: x * 2)
    for i in range(350_000):
        for s in steps:
            total += s(i & 3)
        total += f(i)
    print(total)

main()
