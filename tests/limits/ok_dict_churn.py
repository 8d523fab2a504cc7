# expect: ok
# flags: --max-memory 128MB --max-time 10s
d = {}
for i in range(500000):
    d[i] = i
    if i >= 100: del d[i - 100]
print(len(d))
