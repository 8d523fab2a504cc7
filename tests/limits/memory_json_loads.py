# expect: memory, time, error:MemoryError, error:OverflowError
import json
s = '[' + '0,' * 10**7 + '0]'
json.loads(s)
