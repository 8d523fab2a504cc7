# SPDX-License-Identifier: MIT
# atexit: functions for the end of a program. A sandbox's session has no end of its own (its host may go on with it, or put it
# away), so nothing calls them but _run_exitfuncs().
_functions = []


def register(func, /, *args, **kwargs):
    """Keeps the function for _run_exitfuncs(); gives it back."""
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _functions.append((func, args, kwargs))
    return func


def unregister(func, /):
    _functions[:] = [entry for entry in _functions if entry[0] != func]


def _clear():
    _functions.clear()


def _ncallbacks():
    return len(_functions)


def _run_exitfuncs():
    """Calls what was registered, the last first."""
    while _functions:
        func, args, kwargs = _functions.pop()
        func(*args, **kwargs)
