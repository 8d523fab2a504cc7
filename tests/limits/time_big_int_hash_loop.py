# expect: time
# flags: --max-time 1s --max-memory 256MB
n = (1 << 8_000_000) - 1
while True: hash(n), n.bit_count(), n.bit_length()
