# expect: time
# flags: --max-time 1s --max-memory 256MB
import itertools
for x in itertools.product(range(1000), repeat=6):
    if x[0] < 0: break
