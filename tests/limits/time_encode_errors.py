# expect: time
# flags: --max-time 1s --max-memory 256MB
s = '\u1234' * 2_000_000
while True: s.encode('ascii', 'xmlcharrefreplace'), s.encode('latin-1', 'namereplace')
