# expect: memory, time
# flags: --max-time 1s --max-memory 64MB
import json
a = []
for _ in range(70): a = [a, a]
json.dumps(a)
