# expect: time, memory, ok
# flags: --max-time 1s --max-memory 256MB
import re
re.split('(a|aa)+$', 'a' * 60 + 'b')
