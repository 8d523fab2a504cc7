from functools import cache

def lcs(a, b):
    prev = [0] * (len(b) + 1)
    for x in a:
        row = [0]
        for j, y in enumerate(b):
            row.append(prev[j] + 1 if x == y else max(prev[j + 1], row[j]))
        prev = row
    return prev[-1]

@cache
def ways(n, k):
    if n == 0: return 1
    if n < 0 or k == 0: return 0
    return ways(n - k, k) + ways(n, k - 1)

a = "".join(chr(97 + i * i % 17) for i in range(2400))
b = "".join(chr(97 + i * 7 % 19) for i in range(2400))
print(lcs(a, b), [ways(i, 12) for i in range(0, 400, 80)])
