# expect: time
# flags: --max-time 1s --max-memory 256MB
import math
a, b = 3 ** 3_000_000, 7 ** 1_500_000
while True: math.gcd(a, b), math.lcm(a, b)
