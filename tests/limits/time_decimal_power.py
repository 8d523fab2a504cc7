# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
# flags: --max-time 2s --max-memory 64MB
from decimal import Decimal, getcontext
getcontext().prec = 10**6
Decimal(3) ** Decimal('1000000.5')
