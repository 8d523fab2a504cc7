# expect: memory, error:MemoryError
import array
a = array.array('q', [1, 2, 3])
while True: a += a
