# expect: memory, time, error:MemoryError, error:OverflowError, error:ValueError, error:PatternError, error:error, ok
# flags: --max-time 2s --max-memory 64MB
import re
re.compile('(?:(?:(?:a{1000}){1000}){1000}){1000}')
