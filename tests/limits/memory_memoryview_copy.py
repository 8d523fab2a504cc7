# expect: memory, error:MemoryError
m = memoryview(bytes(10**7))
keep = []
while True: keep.append(m.tobytes())
