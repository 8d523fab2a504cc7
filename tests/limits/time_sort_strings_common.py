# expect: time, memory
# flags: --max-time 0.3s
s = 'x' * 200000
l = [s + str(i) for i in range(150)]
while True: l.sort(reverse=True); l.sort()
