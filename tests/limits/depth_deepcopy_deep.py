# expect: recursion, ok, memory
# flags: --max-memory 256MB
import copy
l = []
for _ in range(200000): l = [l]
copy.deepcopy(l)
