# expect: time, memory, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
while True: compile('x = ' + '+'.join(['1'] * 1000), 'f', 'exec')
