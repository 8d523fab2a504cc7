# expect: time
# flags: --max-time 1s --max-memory 256MB
import fnmatch
fnmatch.fnmatch('a' * 60, '*a' * 30 + 'b')
while True: fnmatch.fnmatch('a' * 60, '*a' * 30 + 'b')
