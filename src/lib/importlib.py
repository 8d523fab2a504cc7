# SPDX-License-Identifier: MIT
# importlib: importing by name. There are no finders or loaders to replace.
import sys

__path__ = []
__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

__import__ = __import__


def import_module(name: str, package: str | None = None):
    if name.startswith("."):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        rest = name.lstrip(".")
        parts = package.split(".")
        up = len(name) - len(rest) - 1
        if up >= len(parts):
            raise ImportError("attempted relative import beyond top-level package")
        name = ".".join(parts[:len(parts) - up] + ([rest] if rest else []))
    __import__(name)
    return sys.modules[name]


def reload(module):
    name = module.__name__
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    return module


def invalidate_caches() -> None:
    pass
