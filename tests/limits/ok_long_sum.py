# expect: ok
# flags: --max-memory 128MB --max-time 10s
x = eval('+'.join(['1'] * 900))
print(x)
