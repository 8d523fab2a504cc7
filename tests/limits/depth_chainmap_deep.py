# expect: recursion, ok, time
# flags: --max-memory 256MB --max-time 5s
from collections import ChainMap
c = ChainMap({})
for _ in range(100_000): c = ChainMap(c)
c.get(1)
