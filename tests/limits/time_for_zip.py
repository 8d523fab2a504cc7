# expect: time
# flags: --max-time 1s --max-memory 256MB
from itertools import count
for _ in zip(count(), count()): pass
