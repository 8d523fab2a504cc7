# expect: recursion, memory
# flags: --max-memory 256MB
s = 'eval(s)'
eval(s)
