# expect: ok
# flags: --max-memory 128MB --max-time 10s
l = []
for i in range(300000):
    l.append(i)
    if len(l) > 50: l.pop()
print(len(l))
