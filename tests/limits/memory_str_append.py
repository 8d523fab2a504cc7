# expect: memory, error:MemoryError
s = ''
while True: s += 'hello world'
