# expect: recursion
# flags: --max-memory 256MB
exec(s := 'exec(s)')
