# expect: memory, time
# flags: --max-time 1s --max-memory 64MB
import pprint
a = []
for _ in range(70): a = [a, a]
pprint.pformat(a)
