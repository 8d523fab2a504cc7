# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
# flags: --max-time 2s --max-memory 64MB
import struct
struct.pack('2000000000s', b'')
