# expect: memory, time, recursion, syntax, error:MemoryError, error:RecursionError
# flags: --max-memory 64MB --max-time 3s
s = '1'
while True: s = 'eval(' + repr(s) + ')'; eval(s)
