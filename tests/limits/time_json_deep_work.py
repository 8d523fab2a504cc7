# expect: time, memory, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
import json
s = json.dumps({str(i): [i] * 10 for i in range(10**5)})
while True: json.loads(s)
