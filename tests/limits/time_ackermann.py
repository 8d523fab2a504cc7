# expect: time, memory, recursion
# flags: --max-time 1s --max-memory 256MB
import sys
sys.setrecursionlimit(100000)
def a(m, n): return n + 1 if m == 0 else a(m - 1, 1) if n == 0 else a(m - 1, a(m, n - 1))
a(3, 12)
while True: a(2, 50)
