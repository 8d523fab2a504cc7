#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the attributes of CPython's builtin types with what the stubs bind. Run with CPython 3.13 or newer:
python3.13 tests/unit/native/check_stubs.py"""
import builtins
import importlib.util
import math
import sys
from pathlib import Path

root = Path(__file__).resolve().parents[3]
spec = importlib.util.spec_from_file_location("gen_natives", root / "tools" / "gen_natives.py")
gen_natives = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gen_natives)

# Not there on purpose: interpreter internals, or newer than the interpreter at hand.
SKIP = {"__doc__", "__getattribute__", "__weakref__", "_from_flags", "__module__", "__del__", "__sizeof__", "__dict__", "__annotations__", "__getformat__"}
g = gen_natives.Generator(root / "src", Path("/nonexistent"))
g.read()
bad = 0


def complain(text):
    global bad
    bad += 1
    print(text)


for name in sorted(vars(builtins)):
    value = vars(builtins)[name]
    module = g.modules["builtins"]
    if isinstance(value, type):
        if value.__name__ != name or name.startswith("_"):
            continue
        cls = g.classes.get(name)
        if cls is None:
            complain(f"type {name} is missing")
            continue
        ours = {f.name for f in cls.methods} | {p["name"] for p in cls.getsets} | {c[0] for c in cls.consts}
        if cls.constructor:
            ours.add("__new__")
        if cls.mro[-1].name != "object" or [c.name for c in cls.mro] != [c.__name__ for c in value.__mro__]:
            complain(f"{name}: MRO {[c.name for c in cls.mro]}")
        theirs = set(vars(value)) - SKIP
        if name in ("AttributeError", "NameError"):  # 3.13 only
            theirs.discard("__str__")
        # an exception's own __init__ and __new__ only repeat BaseException's
        if issubclass(value, BaseException):
            theirs -= {"__init__", "__new__"}
            ours -= {"__init__", "__new__"}
        if theirs - ours:
            complain(f"{name}: missing {sorted(theirs - ours)}")
        if ours - theirs - SKIP:
            print(f"  note: {name} has beside CPython's own {sorted(ours - theirs - SKIP)}")
        is_base = bool(value.__flags__ & (1 << 10))
        if is_base == ("no_subclass" in cls.d):
            complain(f"{name}: may be subclassed: {is_base}")
    elif callable(value):
        if not name.startswith("_") and name not in {f.name for f in module["funcs"]} and not name.startswith("_") and name not in ("copyright", "credits", "license"):
            complain(f"function {name} is missing")
for name in dir(math):
    m = g.modules["math"]
    if not name.startswith("__") and name not in {f.name for f in m["funcs"]} | {c[0] for c in m["consts"]}:
        complain(f"math.{name} is missing")
print(f"{bad} differences")
sys.exit(bad != 0)
