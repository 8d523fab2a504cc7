# expect: time
# flags: --max-time 1s --max-memory 256MB
from itertools import permutations
for _ in permutations(range(20)): pass
