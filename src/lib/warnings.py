# SPDX-License-Identifier: MIT
# warnings: filters, and texts on stderr.
from __future__ import annotations

import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
           "catch_warnings", "deprecated"]

_ACTIONS = ("error", "ignore", "always", "all", "default", "module", "once")

# (action, message pattern or None, category, module pattern or None, line); the first that fits decides.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = "default"
onceregistry = {}
_seen = {}
_log = None


class WarningMessage:
    """One warning, as catch_warnings(record=True) lists it."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self.category.__name__!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def formatwarning(message, category, filename: str, lineno: int, line: str | None = None) -> str:
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        from _monty import source_line
        line = source_line(filename, lineno)
    line = line.strip()
    return f"{text}  {line}\n" if line else text


def showwarning(message, category, filename, lineno, file=None, line=None) -> None:
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


_original_show = showwarning


def _check(action, category):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(category, type):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not class '{category.__name__}'")


def _insert(entry, append):
    if append:
        if entry not in filters:
            filters.append(entry)
    else:
        if entry in filters:
            filters.remove(entry)
        filters.insert(0, entry)
    _seen.clear()


def filterwarnings(action: str, message: str = "", category=Warning, module: str = "", lineno: int = 0,
                   append: bool = False) -> None:
    """Adds a filter; `message` and `module` are regular expressions for the beginning."""
    _check(action, category)
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    if message or module:
        import re
        message = re.compile(message, re.IGNORECASE) if message else None
        module = re.compile(module) if module else None
    _insert((action, message or None, category, module or None, lineno), append)


def simplefilter(action: str, category=Warning, lineno: int = 0, append: bool = False) -> None:
    _check(action, category)
    _insert((action, None, category, None, lineno), append)


def resetwarnings() -> None:
    filters[:] = []
    _seen.clear()


def _fits(pattern, text):
    return pattern is None or (pattern == text if isinstance(pattern, str) else pattern.match(text) is not None)


def warn(message, category=None, stacklevel: int = 1, source=None, *, skip_file_prefixes=()) -> None:
    """Issues a warning for the caller's line, or `stacklevel` frames further out."""
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    try:
        frame = sys._getframe(max(stacklevel, 1))
        filename, lineno = frame.f_code.co_filename, frame.f_lineno
        module = frame.f_globals.get("__name__", "<string>")
    except ValueError:
        filename, lineno, module = "<sys>", 0, "sys"
    warn_explicit(message, category, filename, lineno, module, _seen, None, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None,
                  source=None) -> None:
    if module is None:
        module = filename[:-3] if filename.endswith(".py") else filename or "<unknown>"
    if isinstance(message, Warning):
        text = str(message)
        category = type(message)
    else:
        text = message
        message = category(message)
    if registry is None:
        registry = {}
    key = (text, category, filename, lineno)
    if key in registry:
        return
    action = defaultaction
    for entry, pattern, kind, where, line in filters:
        if (issubclass(category, kind) and (line == 0 or line == lineno) and _fits(pattern, text)
                and _fits(where, module)):
            action = entry
            break
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        once = (text, category)
        if once in onceregistry:
            return
        onceregistry[once] = 1
    elif action == "module":
        once = (text, category, filename)
        if once in registry:
            return
        registry[once] = True
    elif action == "default":
        registry[key] = True
    if _log is not None:
        _log.append(WarningMessage(message, category, filename, lineno, None, None, source))
    else:
        showwarning(message, category, filename, lineno)


class catch_warnings:
    """Keeps the filters as they were; with `record` gives the list of the warnings instead of showing them."""

    def __init__(self, *, record: bool = False, module=None, action=None, category=Warning, lineno: int = 0,
                 append: bool = False):
        self._record = record
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        return f"catch_warnings({'record=True' if self._record else ''})"

    def __enter__(self):
        global _log, showwarning
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._saved = (filters[:], _log, showwarning)
        _seen.clear()
        log = None
        if self._record:
            log = _log = []
            showwarning = _original_show
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *details):
        global _log, showwarning
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        filters[:], _log, showwarning = self._saved
        _seen.clear()


class deprecated:
    """Marks a function or class: using it warns."""

    def __init__(self, message: str, /, *, category=DeprecationWarning, stacklevel: int = 1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, level = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        from functools import wraps
        if isinstance(arg, type):
            original = arg.__new__

            def __new__(cls, /, *args, **kwargs):
                if cls is arg:
                    warn(message, category, level + 1)
                return original(cls) if original is object.__new__ else original(cls, *args, **kwargs)

            arg.__new__ = staticmethod(__new__)
            arg.__deprecated__ = message
            return arg

        @wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category, level + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper
