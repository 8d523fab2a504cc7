# expect: time
# flags: --max-time 1s --max-memory 256MB
from itertools import count
-1 in count()
