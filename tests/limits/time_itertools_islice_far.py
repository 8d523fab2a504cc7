# expect: time
# flags: --max-time 1s --max-memory 256MB
import itertools
next(itertools.islice(itertools.count(), 10**15, None))
