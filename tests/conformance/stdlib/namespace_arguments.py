# SimpleNamespace takes a mapping, or pairs.
from collections import UserDict
from types import SimpleNamespace

def t(f):
    try: print(f())
    except (TypeError, ValueError) as e: print(type(e).__name__)

t(lambda: SimpleNamespace({"x": 1, "y": 2}, x=4, z=3)); t(lambda: SimpleNamespace([["x", 1], ("y", 2)], x=4))
t(lambda: SimpleNamespace(UserDict({"x": 1}), y=2)); t(lambda: SimpleNamespace([])); t(lambda: SimpleNamespace({}))
t(lambda: SimpleNamespace(1)); t(lambda: SimpleNamespace([1])); t(lambda: SimpleNamespace([["x"]])); t(lambda: SimpleNamespace({1: 2}))
t(lambda: SimpleNamespace([[1, 2]])); t(lambda: SimpleNamespace([], []))
class N(SimpleNamespace): pass
t(lambda: N([("a", 1)], b=2)); t(lambda: N({"a": 1}))
