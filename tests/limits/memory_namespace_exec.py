# expect: memory, time, error:MemoryError
i = 0
keep = []
while True:
    ns = {}
    exec('def f(): return 1', ns)
    keep.append(ns)
