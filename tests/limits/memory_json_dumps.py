# expect: memory, error:MemoryError
import json
l = [[['x' * 100] * 100] * 100] * 100
json.dumps(l)
