# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError, error:error
# flags: --max-time 2s --max-memory 64MB
import struct
struct.unpack('99999999999999999999b', b'')
