# expect: recursion, ok, memory
# flags: --max-memory 256MB
import json
l = []
for _ in range(200000): l = [l]
json.dumps(l)
