import math, sys as system
import collections.abc
import os.path as osp
from math import pi as PI, floor
from collections import (OrderedDict, deque as dq,)
print(math.floor(2.5), floor(PI), system is __import__("sys"), collections.abc.Sized.__name__, dq([1]), osp.join("a", "b"), OrderedDict.__name__)
def local():
    import json
    from string import digits
    return json.dumps([1]), digits
print(local(), "json" in globals(), "json" in system.modules)
ns = {}
exec("from math import *", ns)
print("sqrt" in ns, "__name__" in ns, __import__("collections").abc is collections.abc, __import__("collections.abc", fromlist=["x"]) is collections.abc)
import importlib
print(importlib.import_module("math") is math)
for code in ["import nope", "from nope import x", "import math.nope", "from collections import nope", "from . import x", "from .a import b", "import collections.nope", "from sys import a, b"]:
    try:
        exec(code, {"__name__": "__main__", "__package__": None})
    except ImportError as e:
        print(code, "->", type(e).__name__, str(e).split(" (")[0], e.name)
print(math.__name__, type(math).__name__, __name__, "math" in dir(), hasattr(math, "tau"))
math.extra = 5
import math as again
print(again.extra, again is math)
del math.extra, math
try:
    math
except NameError as e:
    print(e)
import math
try:
    import nothing_here
except ImportError:
    nothing_here = None
print(nothing_here, math.e)
