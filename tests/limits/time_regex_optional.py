# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
import re
re.match('a?' * 30 + 'a' * 30 + 'b', 'a' * 30)
