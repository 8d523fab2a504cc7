# expect: memory, time, error:MemoryError
keep = []
while True:
    try:
        1 / 0
    except ZeroDivisionError as e:
        keep.append(e)
