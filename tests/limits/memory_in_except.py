# expect: memory, error:MemoryError
try:
    1 / 0
except ZeroDivisionError:
    l = [0]
    while True: l = l + l
