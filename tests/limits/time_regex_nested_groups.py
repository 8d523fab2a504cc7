# expect: time
# flags: --max-time 1s --max-memory 256MB
import re
re.match(r'((a*)*)*b', 'a' * 40)
