# expect: memory, time
# flags: --max-memory 64MB --max-time 3s
from collections import namedtuple
namedtuple('N', [f'f{i}' for i in range(10**6)])
