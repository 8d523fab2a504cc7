# `__builtins__` names the module of the builtins.
import builtins
print(__builtins__ is builtins, __builtins__.len("abc"), hasattr(__builtins__, "nothing"), "print" in dir(__builtins__))
print(getattr(__builtins__, "max")(1, 2), callable(__builtins__), type(__builtins__).__name__)
__builtins__.shared = 5
print(shared)
try:
    eval("__import__", {"__builtins__": {}})
except NameError as e:
    print(e)
