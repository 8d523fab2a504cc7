# expect: time, memory, error:MemoryError
# flags: --max-time 1s --max-memory 256MB
import copy
l = [[0] * 10 for _ in range(10**5)]
while True: copy.deepcopy(l)
