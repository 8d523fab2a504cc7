# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
import re
re.search(r'(.*)\1\1\1\1b', 'a' * 3000)
