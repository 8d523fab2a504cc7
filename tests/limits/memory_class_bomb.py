# expect: memory
# flags: --max-memory 64MB --max-time 10s
k, c = [], object
while True: k.append(c); c = type('C', (c,), {'x' * 1000: 1}) if len(c.__mro__) < 50 else type('D', (object,), {})
l = []
