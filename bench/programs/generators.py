def count(n):
    i = 0
    while i < n:
        yield i
        i += 1

def evens(it):
    for x in it:
        if not x & 1:
            yield x

def squares(it):
    for x in it:
        yield x * x

def walk(depth):
    if depth:
        yield from walk(depth - 1)
        yield depth
        yield from walk(depth - 1)

def averager():
    total = n = 0
    while True:
        x = yield total // n if n else 0
        total += x
        n += 1

avg = averager()
next(avg)
for i in range(1_200_000):
    last = avg.send(i)
print(sum(squares(evens(count(3_000_000)))), sum(walk(15)), last)
