# expect: memory, error:MemoryError
b = b'ab' * 10**6
keep = []
while True: keep.append(b.replace(b'a', b'ccc'))
