# expect: recursion, time, memory, ok
# flags: --max-memory 64MB --max-time 3s
t = int
for _ in range(20_000): t = list[t]
repr(t), hash(t), t == t
