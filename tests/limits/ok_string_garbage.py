# expect: ok
# flags: --max-memory 128MB --max-time 10s
s = ''
for i in range(300000): s = 'x' * 100 + str(i)
print(s[-6:])
