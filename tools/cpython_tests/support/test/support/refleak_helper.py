from _standin import stand_in
from test.support import _skip

requires_working_threading = reap_threads = requires_hashdigest = requires_channel = _skip("not in a sandbox")
_getter = stand_in("test.support.refleak_helper")


def __getattr__(name):
    return _getter(name)
