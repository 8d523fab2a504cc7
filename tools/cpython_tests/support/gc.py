# Collections happen when they must; what CPython's own collector keeps track of has no counterpart.
from _standin import stand_in

_switch = [True]


def collect(generation=2):
    return 0


def enable():
    _switch[0] = True


def disable():
    _switch[0] = False


def isenabled():
    return _switch[0]


__getattr__ = stand_in("gc")
