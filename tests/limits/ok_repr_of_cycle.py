# expect: ok
# flags: --max-memory 128MB --max-time 10s
l = []
for _ in range(5): l.append(l)
print(l)
