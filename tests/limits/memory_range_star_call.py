# expect: memory, error:MemoryError
def f(*a): pass
f(*range(10**11))
