# expect: time
# flags: --mount /tmp=memory:2MB --max-memory 8MB --max-time 1s
# The time of the policy's answers is the program's.
import os
while True:
    os.path.exists("/tmp/" + "a/" * 1000)
