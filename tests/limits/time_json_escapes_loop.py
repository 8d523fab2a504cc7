# expect: time
# flags: --max-time 1s --max-memory 256MB
import json
s = '\n' * 2_000_000
t = json.dumps(s)
while True: json.dumps(s); json.loads(t)
