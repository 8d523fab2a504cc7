# expect: memory, time, error:MemoryError, ok
# flags: --max-time 1s --max-memory 64MB
import sys
sys.set_int_max_str_digits(0)
str(1 << 300_000_000)
