# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
import math
math.comb(10**7, 5 * 10**6)
