# expect: ok
# flags: --max-memory 128MB --max-time 10s
l = eval('[' + ','.join(map(str, range(20000))) + ']')
print(sum(l))
