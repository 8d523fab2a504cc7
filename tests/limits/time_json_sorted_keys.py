# expect: time
# flags: --max-time 1s --max-memory 256MB
import json
d = {str(i): i for i in range(300_000)}
while True: json.dumps(d, sort_keys=True)
