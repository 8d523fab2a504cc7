# expect: recursion
# flags: --max-memory 256MB
from functools import reduce
def f(a, b): return reduce(f, [1, 2])
f(1, 2)
