# expect: memory, time, error:MemoryError
s = 'x' * 10**7
keep = []
while True: keep.append((s + str(len(keep))).partition('y'))
