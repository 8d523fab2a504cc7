# expect: memory, error:MemoryError
from itertools import product
list(product(range(1000), repeat=4))
