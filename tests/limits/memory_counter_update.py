# expect: memory, error:MemoryError
from collections import Counter
c = Counter()
c.update(range(10**11))
