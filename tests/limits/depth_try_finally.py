# expect: recursion, memory
# flags: --max-memory 256MB
def f():
    try:
        f()
    finally:
        pass
f()
