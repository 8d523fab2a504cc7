# expect: output, time, ok, memory
# flags: --max-time 1s
import sys
while True: sys.stdout.write('y' * 10**5)
