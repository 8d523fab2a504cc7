# expect: memory, time, error:MemoryError
d = {}
def f(**k):
    k[f'a{len(k)}'] = 'x' * 1000
    return k
while True: d = f(**d)
