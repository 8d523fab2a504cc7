"""Writes surface.json: the public names, members and signatures of an installed pydantic_monty 1.4.0.

Usage: python record_surface.py > surface.json   (in an environment with the published package)
"""

import builtins
import inspect
import json

import pydantic_monty

_P = inspect.Parameter
_KINDS = {_P.POSITIONAL_ONLY: "positional", _P.POSITIONAL_OR_KEYWORD: "argument", _P.KEYWORD_ONLY: "keyword", _P.VAR_POSITIONAL: "*", _P.VAR_KEYWORD: "**"}
SKIPPED = {"AbstractFile"}  # a typing.Protocol: its members are annotations


def signature(function):
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    # The default of a builtin's parameter is sometimes told as "..." only.
    default = lambda p: "" if p.default is p.empty else " = ..." if p.default is ... else f" = {p.default!r}"
    return [f"{_KINDS[p.kind]} {p.name}{default(p)}" for p in parameters if p.name != "self"]


def members(cls):
    found = {}
    for name in dir(cls):
        value = inspect.getattr_static(cls, name)
        if name.startswith("_") and name not in ("__enter__", "__exit__", "__aenter__", "__aexit__"):
            continue
        if isinstance(value, (classmethod, staticmethod)):
            value = value.__func__
        if name in dir(Exception):
            continue
        if callable(value):
            found[name] = signature(value) if not name.startswith("__") else "method"
        else:
            found[name] = "property" if inspect.isdatadescriptor(value) else "value"
    return found


def surface(module):
    names = {}
    for name in sorted(module.__all__):
        thing = getattr(module, name)
        if isinstance(thing, type) and name not in SKIPPED:
            typed_dict = hasattr(thing, "__total__")
            names[name] = {
                "kind": "typed dict" if typed_dict else "class",
                "bases": [b.__name__ for b in thing.__mro__[1:] if b.__name__ in dir(builtins) or b.__name__ in module.__all__],
                "keys": sorted(thing.__annotations__) if typed_dict else None,
                "signature": None if typed_dict or issubclass(thing, Exception) else signature(thing),
                "members": {} if typed_dict else members(thing),
            }
        else:
            names[name] = {"kind": "function" if inspect.isfunction(thing) else "value"}
    return names


if __name__ == "__main__":
    print(json.dumps(surface(pydantic_monty), indent=1))
