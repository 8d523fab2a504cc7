# expect: ok
# flags: --max-memory 128MB --max-time 10s
def g():
    yield 1
    yield 2
for i in range(200000): next(g())
print('done')
