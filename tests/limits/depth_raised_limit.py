# expect: recursion, memory, time
# flags: --max-memory 64MB
import sys
sys.setrecursionlimit(10**9)
def f(n): return f(n + 1)
f(0)
