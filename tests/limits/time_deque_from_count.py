# expect: time
# flags: --max-time 1s --max-memory 256MB
import collections, itertools
collections.deque(itertools.count(), maxlen=0)
