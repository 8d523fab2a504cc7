# expect: time
# flags: --max-time 1s --max-memory 256MB
import difflib
a = [str(i % 7) for i in range(20_000)]
b = [str(i % 5) for i in range(20_000)]
difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
