# expect: time
# flags: --max-time 1s --max-memory 256MB
while True:
    try:
        while True: pass
    except* BaseException: pass
