# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
# flags: --max-time 2s --max-memory 64MB
import io
s = io.StringIO()
while True:
    s.write('x' * 1_000_000)
