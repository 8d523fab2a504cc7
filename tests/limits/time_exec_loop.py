# expect: time
# flags: --max-time 1s --max-memory 256MB
exec('while True: pass')
