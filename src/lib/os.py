# SPDX-License-Identifier: MIT
# os: paths and names, and what else the host answers. The sandbox touches nothing itself: each question about the
# outside is one call of _monty.os_call(name, *args), which the host's policy answers or refuses.
#
# Needed from _monty:
#   os_call(name, *args)      "getcwd", "listdir", "stat" (a tuple of 10), "environ" (a dict), "mkdir", "remove", "rename",
#                             "rmdir"; raises FileNotFoundError, PermissionError and so on; refused by default with
#                             PermissionError(1, "Operation not permitted")
#   entropy(n) -> bytes
from __future__ import annotations

import sys

import _monty
import os.path

path = sys.modules["os.path"]
del os

sys.modules.setdefault("posixpath", path)

name = "posix"
sep = "/"
altsep = None
extsep = curdir = "."
pardir = ".."
pathsep = ":"
linesep = "\n"
defpath = "/bin:/usr/bin"
devnull = "/dev/null"
error = OSError

F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
EX_OK = 0


def fspath(path):
    """The text of a path object."""
    if isinstance(path, (str, bytes)):
        return path
    convert = getattr(type(path), "__fspath__", None)
    if convert is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    text = convert(path)
    if isinstance(text, (str, bytes)):
        return text
    raise TypeError(f"expected {type(path).__name__}.__fspath__() to return str or bytes, not {type(text).__name__}")


class _PathLikeMeta(type):
    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if cls is PathLike:
            return getattr(subclass, "__fspath__", None) is not None
        return type.__subclasscheck__(cls, subclass)


class PathLike(metaclass=_PathLikeMeta):
    """Whatever has __fspath__()."""

    __class_getitem__ = classmethod(type(list[int]))

    def __fspath__(self):
        raise NotImplementedError


def fsencode(filename) -> bytes:
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename) -> str:
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


class _Environ:
    # The variables that the host shows, asked for once; changes stay inside the program.
    def __init__(self):
        self._data = None

    def _variables(self):
        if self._data is None:
            try:
                self._data = dict(_monty.os_call("environ"))
            except PermissionError:
                self._data = {}
        return self._data

    @staticmethod
    def _check(value):
        if not isinstance(value, str):
            raise TypeError(f"str expected, not {type(value).__name__}")
        return value

    def __getitem__(self, key):
        return self._variables()[self._check(key)]

    def __setitem__(self, key, value):
        self._variables()[self._check(key)] = self._check(value)

    def __delitem__(self, key):
        del self._variables()[self._check(key)]

    def __contains__(self, key):
        return key in self._variables()

    def __iter__(self):
        return iter(list(self._variables()))

    def __len__(self):
        return len(self._variables())

    def __eq__(self, other):
        return self._variables() == (other._variables() if isinstance(other, _Environ) else other)

    def __or__(self, other):
        return {**self._variables(), **other}

    def __ror__(self, other):
        return {**other, **self._variables()}

    def __ior__(self, other):
        self.update(other)
        return self

    def __repr__(self):
        inner = ", ".join([f"{key!r}: {value!r}" for key, value in self._variables().items()])
        return f"environ({{{inner}}})"

    def get(self, key, default=None):
        return self._variables().get(key, default)

    def keys(self):
        return self._variables().keys()

    def values(self):
        return self._variables().values()

    def items(self):
        return self._variables().items()

    def setdefault(self, key, value):
        return self._variables().setdefault(self._check(key), self._check(value))

    def pop(self, key, *default):
        return self._variables().pop(key, *default)

    def popitem(self):
        return self._variables().popitem()

    def clear(self):
        self._variables().clear()

    def update(self, other=(), /, **more):
        for key, value in dict(other, **more).items():
            self[key] = value

    def copy(self):
        return dict(self._variables())


environ = _Environ()


def getenv(key: str, default=None):
    return environ.get(key, default)


def putenv(name, value, /) -> None:
    environ[name] = value


def unsetenv(name, /) -> None:
    environ.pop(name, None)


class stat_result(tuple):
    """The answer of stat()."""

    st_mode = property(lambda self: self[0])
    st_ino = property(lambda self: self[1])
    st_dev = property(lambda self: self[2])
    st_nlink = property(lambda self: self[3])
    st_uid = property(lambda self: self[4])
    st_gid = property(lambda self: self[5])
    st_size = property(lambda self: self[6])
    st_atime = property(lambda self: self[7])
    st_mtime = property(lambda self: self[8])
    st_ctime = property(lambda self: self[9])

    def __repr__(self):
        names = ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime",
                 "st_ctime")
        return f"os.stat_result({', '.join([f'{name}={value}' for name, value in zip(names, self)])})"


def stat(path, *, dir_fd=None, follow_symlinks: bool = True) -> stat_result:
    return stat_result(_monty.os_call("stat", fsdecode(path)))


lstat = stat


def access(path, mode: int) -> bool:
    try:
        stat(path)
    except OSError:
        return False
    return True


def getcwd() -> str:
    return _monty.os_call("getcwd")


def getcwdb() -> bytes:
    return fsencode(getcwd())


def chdir(path) -> None:
    _monty.os_call("chdir", fsdecode(path))


def listdir(path=".") -> list:
    return list(_monty.os_call("listdir", fsdecode("." if path is None else path)))


class DirEntry:
    """One entry of scandir()."""

    def __init__(self, folder, name):
        self.name = name
        self.path = path.join(folder, name)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return path.isdir(self.path)

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return path.isfile(self.path)

    def is_symlink(self) -> bool:
        return False

    def stat(self, *, follow_symlinks: bool = True) -> stat_result:
        return stat(self.path)


class _Scan:
    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path=".") -> _Scan:
    folder = fsdecode(path)
    return _Scan([DirEntry(folder, name) for name in listdir(folder)])


def walk(top, topdown: bool = True, onerror=None, followlinks: bool = False):
    """(folder, names of folders, names of files) of each folder below `top`."""
    top = fspath(top)
    try:
        names = listdir(top)
    except OSError as problem:
        if onerror is not None:
            onerror(problem)
        return
    folders = [name for name in names if path.isdir(path.join(top, name))]
    files = [name for name in names if name not in folders]
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(path.join(top, name), topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def mkdir(path, mode: int = 0o777, *, dir_fd=None) -> None:
    _monty.os_call("mkdir", fsdecode(path))


def makedirs(name, mode: int = 0o777, exist_ok: bool = False) -> None:
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
    try:
        mkdir(name)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def remove(path, *, dir_fd=None) -> None:
    _monty.os_call("remove", fsdecode(path))


unlink = remove


def rmdir(path, *, dir_fd=None) -> None:
    _monty.os_call("rmdir", fsdecode(path))


def rename(src, dst, **options) -> None:
    _monty.os_call("rename", fsdecode(src), fsdecode(dst))


replace = rename


def urandom(size: int, /) -> bytes:
    return _monty.entropy(size)


def getpid() -> int:
    return 1


def getppid() -> int:
    return 0


def cpu_count() -> int:
    return 1


process_cpu_count = cpu_count


def getlogin() -> str:
    return environ.get("USER", "user")


def strerror(code: int, /) -> str:
    return _MESSAGES.get(code, f"Unknown error {code}")


_MESSAGES = {1: "Operation not permitted", 2: "No such file or directory", 9: "Bad file descriptor", 11:
             "Resource temporarily unavailable", 13: "Permission denied", 17: "File exists", 20: "Not a directory",
             21: "Is a directory", 22: "Invalid argument", 28: "No space left on device", 39: "Directory not empty"}


class terminal_size(tuple):
    """columns and lines"""

    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return f"os.terminal_size(columns={self[0]}, lines={self[1]})"


def get_terminal_size(fd: int = 1, /) -> terminal_size:
    raise OSError(25, "Inappropriate ioctl for device")


def _exit(status: int, /):
    raise SystemExit(status)


def abort():
    raise SystemExit(134)


def _refuse(what):
    def refused(*args, **kwargs):
        raise PermissionError(1, f"os.{what}() is not available: the program may not start or touch processes")
    refused.__name__ = refused.__qualname__ = what
    return refused


system = _refuse("system")
popen = _refuse("popen")
fork = _refuse("fork")
kill = _refuse("kill")
execv = _refuse("execv")
execvp = _refuse("execvp")
