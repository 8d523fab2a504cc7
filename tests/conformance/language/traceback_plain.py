# exit: 1
def outer(n):
    return middle(n) + 1

def middle(n):
    values = [1, 2, n]
    return inner(values, key="k")

def inner(values, *, key):
    return values[0] / values[2]

print("before")
outer(0)
