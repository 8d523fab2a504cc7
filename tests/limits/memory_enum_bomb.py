# expect: memory, time
# flags: --max-memory 64MB --max-time 3s
from enum import Enum
Enum('E', [f'm{i}' for i in range(10**7)])
