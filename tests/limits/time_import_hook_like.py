# expect: time
# flags: --max-time 1s --max-memory 256MB
def imp():
    while True: __import__('math')
imp()
