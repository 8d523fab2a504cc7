def make(depth):
    return (make(depth - 1), make(depth - 1)) if depth else (None, None)

def check(tree):
    left, right = tree
    return 1 + check(left) + check(right) if left is not None else 1

long = make(17)
total = 0
for d in range(4, 14, 2):
    for _ in range(1 << (18 - d)):
        total += check(make(d))
print(total, check(long))
