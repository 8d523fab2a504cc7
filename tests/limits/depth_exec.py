# expect: recursion, memory
# flags: --max-memory 256MB
s = 'exec(s)'
exec(s)
