# Modules that tests import but hardly use: importing works, using skips the method.
import unittest


class StandIn:
    def __init__(self, name):
        self.__dict__["_name"] = name

    def _skip(self, *args, **kwargs):
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
        if module == "pickle" and name == "HIGHEST_PROTOCOL":
            return 5
        if name.endswith("Error"):
            return type(name, (Exception,), {})
        return StandIn(f"{module}.{name}")
    return getter
