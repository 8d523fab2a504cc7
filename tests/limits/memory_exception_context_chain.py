# expect: memory, time, error:MemoryError
e = None
while True:
    try:
        try:
            raise ValueError
        except ValueError as x:
            x.__context__ = e
            raise KeyError
    except KeyError as y:
        e = y
