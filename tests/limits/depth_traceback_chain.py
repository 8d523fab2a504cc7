# expect: error:ValueError, memory, time
# flags: --max-memory 64MB --max-time 5s
e = None
for i in range(50_000):
    n = ValueError(i)
    n.__cause__ = e
    e = n
raise e
