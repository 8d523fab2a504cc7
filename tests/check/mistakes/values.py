# Methods, operators and types of the builtins.
import datetime as dt
import itertools
import json
from collections import Counter, defaultdict, deque
from pathlib import Path

"a".toupper()  # error: unresolved-attribute
"a,b".split(1)  # error: no-matching-overload
", ".join([1, 2])  # error: no-matching-overload
"total: " + 5  # error: unsupported-operator
"a" < 1  # error: unsupported-operator
[1, 2].push(3)  # error: unresolved-attribute
[1, 2]["a"]  # error: invalid-argument-type
(1, 2)[2]  # error: index-out-of-bounds
{1, 2}[0]  # error: not-subscriptable
{"a": 1}.add(2)  # error: unresolved-attribute
{"a": 1}.has_key("a")  # error: unresolved-attribute
len(5)  # error: invalid-argument-type
int([1])  # error: invalid-argument-type
sorted([1], cmp=min)  # error: no-matching-overload
max(1)  # error: invalid-argument-type
print("a", separator="")  # error: no-matching-overload
open("f", "r").readlins()  # error: unresolved-attribute
for i in 10:  # error: not-iterable
    print(i)
a, b = 1, 2, 3  # error: invalid-assignment
range("10")  # error: invalid-argument-type
5()  # error: call-non-callable
dt.datetime.now().format("%Y")  # error: unresolved-attribute
dt.date(2026, 1, "2")  # error: invalid-argument-type
dt.date.today() - 1  # error: unsupported-operator
dt.timedelta(day=1)  # error: unknown-argument
Counter("abc").most_common("2")  # error: invalid-argument-type
deque([1]).push(1)  # error: unresolved-attribute
defaultdict(int)["a"].push(1)  # error: unresolved-attribute
Path("a").read()  # error: unresolved-attribute
Path("a") + "b"  # error: unsupported-operator
"a".encode(encodng="ascii")  # error: unknown-argument
json.loads(5)  # error: invalid-argument-type
itertools.chunked([1], 2)  # error: unresolved-attribute
count: int = "one"  # error: invalid-assignment
count += "two"  # error: unsupported-operator
-"a"  # error: unsupported-operator
del undefined_name  # error: unresolved-reference
raise "an error"  # error: invalid-raise
