import contextlib
import sys
import unittest


def import_module(name, deprecated=False, *, required_on=()):
    try:
        return __import__(name, fromlist=["*"])
    except ImportError as error:
        raise unittest.SkipTest(str(error))


def import_fresh_module(name, fresh=(), blocked=(), *, deprecated=False):
    """Only one implementation of each module exists here: it stands for the accelerated one and for the other."""
    try:
        return __import__(name, fromlist=["*"])
    except ImportError:
        return None


def forget(name):
    sys.modules.pop(name, None)


unload = forget


def ensure_lazy_imports(*args):
    raise unittest.SkipTest("looks into another process")


def ready_to_import(*args, **kwargs):
    raise unittest.SkipTest("writes a module")


class CleanImport:
    def __init__(self, *names, usefrozen=False): pass
    def __enter__(self): return self
    def __exit__(self, *exc): pass


DirsOnSysPath = CleanImport


@contextlib.contextmanager
def isolated_modules():
    yield
