# expect: memory, error:MemoryError
b = bytearray(b'x')
while True: b += bytes(b)
