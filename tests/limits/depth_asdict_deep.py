# expect: recursion, ok
# flags: --max-memory 256MB
from dataclasses import dataclass, asdict
@dataclass
class P:
    a: object
p = P(1)
for _ in range(100_000): p = P(p)
asdict(p)
