# SPDX-License-Identifier: MIT
# os: paths and names, and what else the host answers. The sandbox touches nothing itself: each question about the
# outside is one call of _monty.os_call(name, *args), which the host's policy answers, or the host, or which is refused with
# PermissionError. Where the program stands (chdir) is the program's own: the host sees paths from its root, or as given.
#
# Questions, and what answers them:
#   environ                                       a dict
#   getcwd                                        a str: where the program stands before any chdir
#   stat, lstat (path)                            (st_mode, st_ino, st_dev, st_nlink, st_uid, st_gid, st_size, three times)
#   listdir (path)                                a list
#   readlink, realpath (path)                     a str
#   mkdir, remove, rmdir (path), rename (from, to), truncate (path, size), utime (path, accessed, modified)
#   read_file (path)                              bytes
#   write_file (path, data, mode, offset)         "w" creates or empties, "x" creates, "a" appends, "r+" writes at the offset;
#                                                 the file's size, or None
#   time, entropy (n)                             see time.py, random.py
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
    # The variables that the host shows, asked for once (each time, if it shows one without a name); changes stay inside the program.
    def __init__(self):
        self._data = None

    def _variables(self):
        if self._data is None:
            data = dict(_monty.os_call("environ"))
            if data.pop("", None) is not None:
                return data
            self._data = data
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


_unwritten = []  # files with data that the host does not have yet (see _files.py)
_here = None     # after chdir: absolute
_CODES = {FileNotFoundError: 2, PermissionError: 1, FileExistsError: 17, NotADirectoryError: 20, IsADirectoryError: 21}


def _from_root(path):
    return path if _here is None or not path or path[0] == "/" else f"{_here.rstrip('/')}/{path}"


def _ask(name, path, *more):
    """Asks the host about the file; errors name it as the program did. What was written before reaches the host first."""
    if _unwritten:
        for file in _unwritten[:]:
            file.flush()
    path = fspath(path)
    text = fsdecode(path)
    if "\0" in text:
        raise ValueError(f"{name}: embedded null character in path")
    try:
        return _monty.os_call(name, _from_root(text), *more)
    except OSError as error:
        code = error.errno
        if code is None:  # from a host that says no more than the type
            code = _CODES.get(type(error))
            if code is None or str(error):
                raise
            raise type(error)(code, strerror(code), path) from None
        if error.filename == path:
            raise
        raise type(error)(code, error.strerror, path) from None


class stat_result(tuple):
    """The answer of stat()."""

    n_fields = 19
    n_sequence_fields = 10
    n_unnamed_fields = 3

    def __new__(cls, sequence, dict=None):
        fields = tuple(sequence)
        if len(fields) < 10:
            raise TypeError(f"os.stat_result() takes an at least 10-sequence ({len(fields)}-sequence given)")
        self = tuple.__new__(cls, (*fields[:7], int(fields[7]), int(fields[8]), int(fields[9])))
        self._times = tuple([float(time) for time in fields[7:10]])
        return self

    st_mode = property(lambda self: self[0])
    st_ino = property(lambda self: self[1])
    st_dev = property(lambda self: self[2])
    st_nlink = property(lambda self: self[3])
    st_uid = property(lambda self: self[4])
    st_gid = property(lambda self: self[5])
    st_size = property(lambda self: self[6])
    st_atime = property(lambda self: self._times[0])
    st_mtime = property(lambda self: self._times[1])
    st_ctime = property(lambda self: self._times[2])
    st_atime_ns = property(lambda self: round(self._times[0] * 1e9))
    st_mtime_ns = property(lambda self: round(self._times[1] * 1e9))
    st_ctime_ns = property(lambda self: round(self._times[2] * 1e9))

    def __repr__(self):
        names = ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime",
                 "st_ctime")
        return f"os.stat_result({', '.join([f'{name}={value}' for name, value in zip(names, self)])})"


def stat(path, *, dir_fd=None, follow_symlinks: bool = True) -> stat_result:
    return stat_result(_ask("stat" if follow_symlinks else "lstat", path))


def lstat(path, *, dir_fd=None) -> stat_result:
    return stat_result(_ask("lstat", path))


def readlink(path, *, dir_fd=None):
    target = _ask("readlink", path)
    return fsencode(target) if isinstance(path, bytes) else target


def access(path, mode: int, *, dir_fd=None, effective_ids: bool = False, follow_symlinks: bool = True) -> bool:
    try:
        stat(path)
    except OSError:
        return False
    return True


def getcwd() -> str:
    return _monty.os_call("getcwd") if _here is None else _here


def getcwdb() -> bytes:
    return fsencode(getcwd())


def chdir(path) -> None:
    global _here
    if _ask("stat", path)[0] & 0o170000 != 0o040000:
        raise NotADirectoryError(20, "Not a directory", path)
    _here = _ask("realpath", path)


def listdir(path=".") -> list:
    path = "." if path is None else path
    names = _ask("listdir", path)
    return [fsencode(name) for name in names] if isinstance(path, bytes) else list(names)


class DirEntry:
    """One entry of scandir()."""

    def __init__(self, folder, name):
        self.name = name
        self.path = path.join(folder, name)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def _kind(self, follow_symlinks):
        try:
            return stat(self.path, follow_symlinks=follow_symlinks).st_mode & 0o170000
        except FileNotFoundError:
            return 0

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return self._kind(follow_symlinks) == 0o040000

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return self._kind(follow_symlinks) == 0o100000

    def is_symlink(self) -> bool:
        return self._kind(False) == 0o120000

    def is_junction(self) -> bool:
        return False

    def inode(self) -> int:
        return lstat(self.path).st_ino

    def stat(self, *, follow_symlinks: bool = True) -> stat_result:
        return stat(self.path, follow_symlinks=follow_symlinks)


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
    folder = "." if path is None else fspath(path)
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
    folders, files = [], []
    for name in names:
        (folders if path.isdir(path.join(top, name)) else files).append(name)
    if topdown:
        yield top, folders, files
    for name in folders:
        inner = path.join(top, name)
        if followlinks or not path.islink(inner):
            yield from walk(inner, topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def mkdir(path, mode: int = 0o777, *, dir_fd=None) -> None:
    _ask("mkdir", path)


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


def removedirs(name) -> None:
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def remove(path, *, dir_fd=None) -> None:
    _ask("remove", path)


unlink = remove


def rmdir(path, *, dir_fd=None) -> None:
    _ask("rmdir", path)


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None) -> None:
    src, dst = fspath(src), fspath(dst)
    target = fsdecode(dst)
    if "\0" in target:
        raise ValueError("rename: embedded null character in dst")
    try:
        _ask("rename", src, _from_root(target))
    except OSError as error:
        if error.errno is None:
            raise
        raise type(error)(error.errno, error.strerror, src, None, dst) from None


replace = rename


def renames(old, new) -> None:
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def truncate(path, length: int) -> None:
    _ask("truncate", path, length)


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks: bool = True) -> None:
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if ns is not None:
        times = (ns[0] / 1e9, ns[1] / 1e9)
    elif times is None:
        now = _monty.host_time()
        times = (now, now)
    elif not isinstance(times, tuple) or len(times) != 2:
        raise TypeError("utime: 'times' must be either a tuple of two ints or None")
    _ask("utime", path, float(times[0]), float(times[1]))


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


_MESSAGES = {1: "Operation not permitted", 2: "No such file or directory", 5: "Input/output error", 9: "Bad file descriptor",
             11: "Resource temporarily unavailable", 12: "Cannot allocate memory", 13: "Permission denied",
             16: "Device or resource busy", 17: "File exists", 18: "Invalid cross-device link", 20: "Not a directory",
             21: "Is a directory", 22: "Invalid argument", 27: "File too large", 28: "No space left on device",
             30: "Read-only file system", 36: "File name too long", 39: "Directory not empty",
             40: "Too many levels of symbolic links"}


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
        raise PermissionError(1, f"os.{what}() is not available in the sandbox")
    refused.__name__ = refused.__qualname__ = what
    return refused


system = _refuse("system")
popen = _refuse("popen")
fork = _refuse("fork")
kill = _refuse("kill")
execv = _refuse("execv")
execvp = _refuse("execvp")
symlink = _refuse("symlink")
link = _refuse("link")
chmod = _refuse("chmod")
chown = _refuse("chown")
