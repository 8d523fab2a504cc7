# SPDX-License-Identifier: MIT
# atexit: functions for the end of a program. A sandbox's session has no end of its own (its host may go on with it, or put it
# away): the command line calls _run_exitfuncs() when a program has ended, other hosts may.
import sys

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
    """Calls what was registered, the last first; what they raise is shown and forgotten, what they register as well."""
    for func, args, kwargs in _functions[::-1]:
        try:
            func(*args, **kwargs)
        except BaseException as error:
            import traceback
            sys.stderr.write(f"Exception ignored in atexit callback {func!r}:\n" + "".join(traceback.format_exception(error)))
    _functions.clear()
