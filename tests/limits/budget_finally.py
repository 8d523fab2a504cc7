# expect: limit
# flags: --max-instructions 100000
l = []
def grow():
    while True: pass
class Manager:
    def __enter__(self): return self
    def __exit__(self, *a):
        print('caught by __exit__')
        return True
def generator():
    try: yield 1
    finally: print('caught by close')
g = generator()
next(g)
try:
    with Manager():
        try: grow()
        except: print('caught by except')
        finally: print('caught by finally')
except BaseException: print('caught by BaseException')
finally: g.close()
print('went on')
