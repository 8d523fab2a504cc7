# exit: 1
import sys
sys.setrecursionlimit(100)
def down(n):
    return down(n + 1)
try:
    down(0)
except RecursionError as e:
    print(e)
def countdown(n):
    if n == 0:
        raise ValueError("bottom")
    countdown(n - 1)
countdown(20)
