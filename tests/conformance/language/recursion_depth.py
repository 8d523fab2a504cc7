# How deep a program may go.
def depth(n):
    try: return depth(n + 1)
    except RecursionError: return n
print(depth(1))
import sys
def d2(n): return d2(n + 1) if n < lim else n
for lim in (990, 995, 997, 998, 999, 1000):
    try: print(lim, d2(1))
    except RecursionError: print(lim, "RE")
sys.setrecursionlimit(100)
print(depth(1))
class A:
    def __repr__(self): return repr(self)
try: repr(A())
except RecursionError as e: print(e)
l = []; l.append(l); print(l)
def g(n):
    yield from g(n + 1)
try: list(g(1))
except RecursionError as e: print(e)
