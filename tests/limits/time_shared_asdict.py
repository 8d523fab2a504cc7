# expect: memory, time
# flags: --max-time 1s --max-memory 64MB
from dataclasses import dataclass, asdict
@dataclass
class P:
    a: object
    b: object
p = P(1, 2)
for _ in range(70): p = P(p, p)
asdict(p)
