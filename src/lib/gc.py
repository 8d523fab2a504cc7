# SPDX-License-Identifier: MIT
# gc: the settings of CPython's collector, kept and given back; nothing acts on them. The heap collects by itself, as its
# limit needs it, and a program cannot look into it.
from _refusing import refusing

DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL = 1, 2, 4, 32
DEBUG_LEAK = DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL
callbacks = []
garbage = []
_settings = {"enabled": True, "threshold": (2000, 10, 0), "debug": 0}


def collect(generation=2):
    """0: nothing is ever left that only this call could free."""
    if not 0 <= generation <= 2:
        raise ValueError("invalid generation")
    return 0


def enable():
    """Noted for isenabled()."""
    _settings["enabled"] = True


def disable():
    """Noted for isenabled(). The heap collects all the same."""
    _settings["enabled"] = False


def isenabled():
    return _settings["enabled"]


def get_threshold():
    return _settings["threshold"]


def set_threshold(threshold0, threshold1=None, threshold2=None, /):
    """Noted for get_threshold()."""
    old = _settings["threshold"]
    _settings["threshold"] = (threshold0, old[1] if threshold1 is None else threshold1, old[2] if threshold2 is None else threshold2)


def get_debug():
    return _settings["debug"]


def set_debug(flags, /):
    """Noted for get_debug()."""
    _settings["debug"] = flags


def freeze():
    """There are no generations from which objects could be taken."""


def unfreeze():
    """See freeze()."""


def get_freeze_count():
    return 0


__getattr__ = refusing("gc", "a program cannot look into its heap", "get_objects get_referrers get_referents get_count get_stats is_tracked "
                       "is_finalized", error=NotImplementedError)
