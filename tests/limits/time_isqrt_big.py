# expect: time, ok
# flags: --max-time 1s --max-memory 256MB
import math
for k in range(10): math.isqrt((1 << (20_000_000 + k)) - 1)
