# expect: recursion
# flags: --max-memory 256MB
from dataclasses import dataclass
@dataclass
class P:
    a: object
p, q = P(1), P(1)
for _ in range(100_000): p, q = P(p), P(q)
p == q
