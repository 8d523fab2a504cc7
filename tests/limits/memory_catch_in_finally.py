# expect: memory
l = []
try:
    try:
        while True: l.append('x' * 1000)
    finally:
        while True:
            try: l.append('y' * 1000)
            except BaseException: pass
except BaseException: pass
