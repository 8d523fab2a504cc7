# expect: recursion, ok, memory
# flags: --max-memory 256MB
import json
json.loads('[' * 200000 + ']' * 200000)
