# expect: memory, error:MemoryError
def f(*a): return a + a
t = (1,)
while True: t = f(*t)
