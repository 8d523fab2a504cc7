# expect: memory, time, error:MemoryError
import copy
l = [[0] * 1000 for _ in range(1000)]
keep = []
while True: keep.append(copy.deepcopy(l))
