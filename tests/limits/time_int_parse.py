# expect: time, memory, ok, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
import sys
sys.set_int_max_str_digits(0)
int('9' * 5 * 10**7)
