# expect: memory, error:MemoryError
import re
re.findall('', 'x' * 5 * 10**7)
