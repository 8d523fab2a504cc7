# expect: ok
# flags: --max-memory 128MB --max-time 10s
for i in range(200000):
    a = []
    a.append(a)
print('done')
