# expect: memory, error:MemoryError
import io
b = io.StringIO()
while True: b.write('x' * 1000)
