# expect: time, recursion, memory
# flags: --max-time 0.3s --max-memory 1000MB
import sys
sys.setrecursionlimit(10**6)
def f(n):
    try: f(n + 1)
    finally: n += 1
while True:
    try: f(0)
    except RecursionError: pass
