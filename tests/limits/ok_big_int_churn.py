# expect: ok
# flags: --max-memory 128MB --max-time 10s
x = 1
for i in range(20000): x = (x * 1103515245 + 12345) % 2**2000
print(x % 1000 >= 0)
