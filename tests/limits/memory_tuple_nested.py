# expect: memory, error:MemoryError
t = ()
while True: t = (t, t, [t])
