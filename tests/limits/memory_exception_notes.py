# expect: memory, error:MemoryError
e = ValueError()
while True: e.add_note('note' * 100)
