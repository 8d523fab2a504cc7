import contextlib
import os
import shutil
import tempfile
import unittest

TESTFN = TESTFN_ASCII = TESTFN_UNICODE = TESTFN_NONASCII = "@test_tmp"
TESTFN_UNENCODABLE = TESTFN_UNDECODABLE = FS_NONASCII = None


def _skip(*args, **kwargs):
    raise unittest.SkipTest("touches files")


temp_cwd = change_cwd = make_bad_fd = temp_umask = _skip


def unlink(name):
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(name)


def rmdir(name):
    with contextlib.suppress(FileNotFoundError):
        os.rmdir(name)


def rmtree(name):
    shutil.rmtree(name, ignore_errors=True)


def create_empty_file(name):
    with open(name, "wb"):
        pass


@contextlib.contextmanager
def temp_dir(path=None, quiet=False):
    path = path or tempfile.mkdtemp()
    os.makedirs(path, exist_ok=True)
    try:
        yield path
    finally:
        rmtree(path)


def can_symlink():
    return False


def skip_unless_symlink(test):
    return unittest.skip("no symlinks")(test)


skip_unless_xattr = skip_if_dac_override = skip_unless_working_chmod = skip_unless_symlink


class FakePath:
    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f"<FakePath {self.path!r}>"

    def __fspath__(self):
        if isinstance(self.path, BaseException) or isinstance(self.path, type) and issubclass(self.path, BaseException):
            raise self.path
        return self.path


class EnvironmentVarGuard:
    def __enter__(self): raise unittest.SkipTest("the environment")
    def __exit__(self, *exc): pass
