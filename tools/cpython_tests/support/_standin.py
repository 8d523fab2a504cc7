# Modules that tests import but hardly use: importing works, using skips the method.
import unittest

importing = True  # the driver ends this


CONSTANTS = {("pickle", "HIGHEST_PROTOCOL"): 5, ("_testcapi", "INT_MAX"): 2**31 - 1, ("_testcapi", "PY_SSIZE_T_MAX"): 2**63 - 1}


class StandIn:
    def __init__(self, name):
        self.__dict__["_name"] = name

    def _skip(self, *args, **kwargs):
        if importing:  # the body of a class may call it
            return StandIn(f"{self._name}()")
        raise unittest.SkipTest(f"{self._name} is a stand-in")

    __call__ = __enter__ = __iter__ = __len__ = __getitem__ = __add__ = __radd__ = __index__ = __contains__ = _skip

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self._name}.{name}")

    def __mro_entries__(self, bases):
        return ()


def stand_in(module):
    def getter(name):
        if name.startswith("__"):
            raise AttributeError(name)
        if (module, name) in CONSTANTS:
            return CONSTANTS[module, name]
        if name.endswith("Error"):
            return type(name, (Exception,), {})
        return StandIn(f"{module}.{name}")
    return getter
