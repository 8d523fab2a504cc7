# expect: time
# flags: --max-time 1s --max-memory 256MB
from itertools import repeat
for _ in map(abs, repeat(-1)): pass
