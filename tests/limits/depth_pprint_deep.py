# expect: recursion
# flags: --max-memory 256MB
import pprint
a = []
for _ in range(100_000): a = [a]
pprint.pformat(a)
