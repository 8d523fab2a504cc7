# expect: recursion
# flags: --max-memory 256MB
def a(): b()
def b(): a()
a()
