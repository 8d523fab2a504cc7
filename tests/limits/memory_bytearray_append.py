# expect: memory, time, error:MemoryError
b = bytearray()
while True: b.append(1)
