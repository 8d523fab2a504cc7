# expect: memory, error:MemoryError
# flags: --seed 1 --max-memory 8MB --max-time 5s
import os
os.urandom(1 << 30)
