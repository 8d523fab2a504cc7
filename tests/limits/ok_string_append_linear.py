# expect: ok
# flags: --max-memory 128MB --max-time 10s
s = ''
for i in range(10**6): s += 'abcdefghij'
print(len(s))
