# expect: memory, time
l = []
while True:
    try:
        l.append('x' * 1000)
    except BaseException:
        pass
