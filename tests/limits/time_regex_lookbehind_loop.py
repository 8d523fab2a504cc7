# expect: time
# flags: --max-time 1s --max-memory 256MB
import re
s = 'ab' * 50_000
while True: re.findall(r'(?<=a)b(?=(?:ab)*$)', s)
