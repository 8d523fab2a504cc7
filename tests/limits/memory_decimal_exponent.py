# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError
# flags: --max-time 2s --max-memory 64MB
from decimal import Decimal
int(Decimal('1e999999999'))
