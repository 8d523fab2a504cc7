# expect: output, time, ok, memory
# flags: --max-time 1s
import sys
while True: print('x' * 1000, file=sys.stderr)
