# expect: time, memory, ok
# flags: --max-time 1s --max-memory 256MB
import re
re.sub('(x+x+)+y', '', 'x' * 40)
