# expect: time
# flags: --max-time 1s --max-memory 256MB
from itertools import repeat
any(repeat(0))
