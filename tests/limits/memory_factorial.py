# expect: memory, time, error:MemoryError, error:OverflowError
import math
math.factorial(10**9)
