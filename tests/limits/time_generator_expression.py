# expect: time
# flags: --max-time 1s --max-memory 256MB
from itertools import count
all(x >= 0 for x in count())
