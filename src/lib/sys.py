# SPDX-License-Identifier: MIT
# sys: what a sandbox can say of itself. The natives are in sys.cpp; facts that few programs ask for are made on demand
# (_sys_facts).
from _monty import standard_stream as _stream, sys_modules as _modules

modules = _modules()
stdin = __stdin__ = _stream(0)
stdout = __stdout__ = _stream(1)
stderr = __stderr__ = _stream(2)
argv = [""]
orig_argv = [""]
path = [""]
warnoptions = []
meta_path = []
path_hooks = []
path_importer_cache = {}
_xoptions = {}
pycache_prefix = None
_interned = {}
_facts = ("version_info", "float_info", "int_info", "hash_info", "flags", "thread_info", "implementation",
          "builtin_module_names", "stdlib_module_names", "displayhook", "__displayhook__", "excepthook",
          "__excepthook__", "unraisablehook", "breakpointhook")


def __getattr__(name):
    if name in _facts:
        import _sys_facts
        value = getattr(_sys_facts, name.strip("_") if name[:2] == "__" else name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'sys' has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *_facts} - {"_facts", "_interned", "_stream", "_modules", "__getattr__", "__dir__"})


def exit(status=None, /):
    if status is None:
        raise SystemExit
    if isinstance(status, tuple):
        raise SystemExit(*status)
    raise SystemExit(status)


def intern(string, /):
    if type(string) is not str:
        if isinstance(string, str):
            raise TypeError(f"can't intern {type(string).__name__}")
        raise TypeError(f"intern() argument must be str, not {type(string).__name__}")
    return _interned.setdefault(string, string)


def settrace(function, /):
    if function is not None:
        raise NotImplementedError("sys.settrace() is not supported")


def setprofile(function, /):
    if function is not None:
        raise NotImplementedError("sys.setprofile() is not supported")


def setswitchinterval(interval, /):
    if interval <= 0:
        raise ValueError("switch interval must be strictly positive")


def audit(event, /, *args):
    return None
