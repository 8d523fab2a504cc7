# expect: ok
# flags: --max-memory 128MB --max-time 10s
s = eval(repr('x' * 10**6))
print(len(s))
