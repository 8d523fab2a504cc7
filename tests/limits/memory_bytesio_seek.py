# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
# flags: --max-time 2s --max-memory 64MB
import io
b = io.BytesIO()
b.seek(10**12)
b.write(b'x')
