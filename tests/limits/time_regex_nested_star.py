# expect: time, memory, ok
# flags: --max-time 1s --max-memory 256MB
import re
re.match('(.*)*x', 'a' * 40)
