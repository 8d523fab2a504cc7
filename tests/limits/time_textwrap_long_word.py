# expect: time
# flags: --max-time 1s --max-memory 256MB
import textwrap
while True: textwrap.wrap('x' * 200_000, 3)
