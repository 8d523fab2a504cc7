# expect: ok
# flags: --max-memory 32MB --max-time 10s
for i in range(2000): x = [0] * 100000
print('done')
