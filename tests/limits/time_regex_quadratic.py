# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
import re
re.findall('a*b', 'a' * 200000)
