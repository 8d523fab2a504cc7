# expect: output, time, ok, memory
# flags: --max-time 1s
while True: print('x' * 1000)
