# expect: time
# flags: --max-time 1s --max-memory 256MB
try:
    while True: pass
finally:
    while True: pass
