# expect: recursion
# flags: --max-memory 256MB
from functools import partial
def f(): return partial(f)()
f()
