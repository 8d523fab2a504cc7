# expect: memory, error:MemoryError
b = bytearray(1)
while True: b.extend(b)
