# expect: memory, time, error:MemoryError
e = ValueError()
while True: e = ExceptionGroup('g', [e, e])
