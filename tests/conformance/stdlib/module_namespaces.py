# Names of library modules: looked up, listed, replaced, deleted, before and after anybody used them.
import json
import textwrap
import heapq
import string
import functools
from statistics import *

print(mean([1, 2, 6]), "mean" in globals(), "_sum" in globals())
print("dumps" in dir(json), "dumps" in vars(json), json.__dict__["dumps"] is json.dumps)
print(hasattr(textwrap, "dedent"), hasattr(textwrap, "nope"), getattr(textwrap, "nope", 0), callable(getattr(textwrap, "shorten")))

textwrap.indent = lambda text, prefix: (text, prefix)
print(textwrap.indent("a", "b"))
del textwrap.indent
try:
    textwrap.indent
except AttributeError as e:
    print(e)
try:
    from textwrap import indent
except ImportError as e:
    print(str(e).split(" (")[0])

del heapq.merge
print(hasattr(heapq, "merge"), "merge" in dir(heapq), "merge" in vars(heapq), hasattr(heapq, "nsmallest"))
print(heapq.nsmallest.__name__, heapq.nsmallest.__module__, heapq.nsmallest is heapq.nsmallest)

vars(string)["capwords"] = "mine"
print(string.capwords)
print(string.Template.__name__, string.Template.__qualname__, string.Template.__module__)
print(functools.__dict__.get("partial") is functools.partial, sorted(n for n in ("reduce", "wraps", "cache") if n in functools.__dict__))


class Mine:
    from textwrap import wrap
    wrapped = wrap("one two three", 7)


print(Mine.wrapped)
