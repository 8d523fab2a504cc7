# SPDX-License-Identifier: MIT
# tempfile: temporary files and folders. Those without a name live in memory; those with one are made by the host through os and
# open(), which refuse by default.
from __future__ import annotations

import io
import os

__all__ = ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp",
           "TMP_MAX", "gettempprefix", "tempdir", "gettempdir", "gettempprefixb", "gettempdirb"]

TMP_MAX = 10000
tempdir = None
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def gettempprefix():
    return "tmp"


def gettempprefixb():
    return b"tmp"


def gettempdir():
    if tempdir is not None:
        return os.fsdecode(tempdir)
    try:
        named = [os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")]
    except PermissionError:  # an environment that the host refuses
        named = []
    return next(filter(None, named), "/tmp")


def gettempdirb():
    return os.fsencode(gettempdir())


def _new_name(prefix, suffix, folder):
    from random import choices
    middle = "".join(choices(_LETTERS, k=8))
    folder = gettempdir() if folder is None else os.fsdecode(folder)
    return os.path.join(folder, ("tmp" if prefix is None else prefix) + middle + ("" if suffix is None else suffix))


def mktemp(suffix="", prefix="tmp", dir=None):
    return _new_name(prefix, suffix, dir)


def mkdtemp(suffix=None, prefix=None, dir=None):
    path = _new_name(prefix, suffix, dir)
    os.mkdir(path, 0o700)
    return path


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    raise PermissionError(1, "tempfile.mkstemp() is not available: the sandbox has no file descriptors")


class TemporaryDirectory:
    """A folder that goes with the `with` statement."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self._ignore_cleanup_errors = ignore_cleanup_errors
        self._delete = delete
        self.name = mkdtemp(suffix, prefix, dir)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *details):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        from shutil import rmtree
        if os.path.exists(self.name):
            rmtree(self.name, ignore_errors=self._ignore_cleanup_errors)

    __class_getitem__ = classmethod(type(list[int]))


def _in_memory(mode, encoding=None, newline=None):
    return io.BytesIO() if "b" in mode else io.StringIO(newline="\n" if newline is None else newline)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    """A file without a name: in memory."""
    return _in_memory(mode, encoding, newline)


class SpooledTemporaryFile:
    """A file without a name: in memory, whatever its size."""

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                 errors=None):
        self._file = _in_memory(mode, encoding, newline)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self._file.close()

    def __iter__(self):
        return iter(self._file)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def rollover(self):
        pass

    __class_getitem__ = classmethod(type(list[int]))


class _NamedFile:
    # A file of the host that goes when it is closed.
    def __init__(self, file, name, delete, delete_on_close):
        self.file = file
        self.name = name
        self._delete = delete
        self._delete_on_close = delete_on_close

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()
        self._remove()

    def __iter__(self):
        return iter(self.file)

    def close(self):
        self.file.close()
        if self._delete_on_close:
            self._remove()

    def _remove(self):
        if self._delete:
            self._delete = False
            os.remove(self.name)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *,
                       errors=None, delete_on_close=True):
    path = _new_name(prefix, suffix, dir)
    file = open(path, mode.replace("w", "x") if "w" in mode else mode, buffering, encoding, errors, newline)
    return _NamedFile(file, path, delete, delete_on_close)
