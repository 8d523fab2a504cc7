# expect: error:OSError
# flags: --mount /tmp=memory:2MB --max-memory 8MB --max-time 2s
open("/tmp/x", "w").close()
import os
os.truncate("/tmp/x", 1 << 50)
