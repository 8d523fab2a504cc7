def main():
    total = 0
    for i in range(6_000_000):
        if i & 1:
            total += i
        else:
            total -= i >> 1
    n = 0
    while n < 6_000_000:
        n += 1
        total ^= n
    print(total)

main()
