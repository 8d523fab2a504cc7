# expect: ok
# flags: --max-memory 128MB --max-time 10s
exec('\n'.join(['x = 1'] * 100000))
print(x)
