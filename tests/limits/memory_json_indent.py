# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
import json
json.dumps([[0]] * 1000, indent=10**7)
