# SPDX-License-Identifier: MIT
# os.path (posixpath): what can be said about paths as texts; questions about files go to the host through os.
from __future__ import annotations

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False


def _os():
    import os
    return os


def _fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    convert = getattr(type(path), "__fspath__", None)
    if convert is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return convert(path)


def _marks(path):
    return (b"/", b".", b"..") if isinstance(path, bytes) else ("/", ".", "..")


def normcase(s):
    return _fspath(s)


def isabs(s) -> bool:
    s = _fspath(s)
    return s.startswith(_marks(s)[0])


def join(a, *p):
    """The parts with slashes between; an absolute part starts anew."""
    a = _fspath(a)
    slash = _marks(a)[0]
    path = a
    for part in p:
        if not isinstance(part, (str, bytes)) and not hasattr(type(part), "__fspath__"):
            raise TypeError(f"join() argument must be str, bytes, or os.PathLike object, not {type(part).__name__!r}")
        part = _fspath(part)
        if isinstance(part, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(slash) or not path:
            path = part
        elif path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path


def split(p) -> tuple:
    """(all before the last slash, what follows it)"""
    p = _fspath(p)
    slash = _marks(p)[0]
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def basename(p):
    p = _fspath(p)
    return p[p.rfind(_marks(p)[0]) + 1:]


def dirname(p):
    return split(p)[0]


def splitext(p) -> tuple:
    """(path, extension with its dot); dots at the beginning of a name don't count."""
    p = _fspath(p)
    slash, dot, _ = _marks(p)
    name = p.rfind(slash) + 1
    at = p.rfind(dot)
    if at > name and p[name:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p) -> tuple:
    p = _fspath(p)
    return p[:0], p


def splitroot(p) -> tuple:
    p = _fspath(p)
    slash = _marks(p)[0]
    empty = p[:0]
    if not p.startswith(slash):
        return empty, empty, p
    if p[1:2] != slash or p[2:3] == slash:
        return empty, slash, p[1:]
    return empty, p[:2], p[2:]


def normpath(path):
    """Without double slashes, "." and what ".." undoes."""
    path = _fspath(path)
    slash, dot, dots = _marks(path)
    if not path:
        return dot
    _, root, rest = splitroot(path)
    kept = []
    for part in rest.split(slash):
        if not part or part == dot:
            continue
        if part != dots or (not root and not kept) or (kept and kept[-1] == dots):
            kept.append(part)
        elif kept:
            kept.pop()
    return root + slash.join(kept) or dot


def abspath(path):
    path = _fspath(path)
    if not isabs(path):
        path = join(_os().getcwdb() if isinstance(path, bytes) else _os().getcwd(), path)
    return normpath(path)


def relpath(path, start=None):
    path = _fspath(path)
    if not path:
        raise ValueError("no path specified")
    slash, dot, dots = _marks(path)
    start = dot if start is None else _fspath(start)
    here = [part for part in abspath(start).split(slash) if part]
    there = [part for part in abspath(path).split(slash) if part]
    same = 0
    while same < min(len(here), len(there)) and here[same] == there[same]:
        same += 1
    return slash.join([dots] * (len(here) - same) + there[same:]) or dot


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = [_fspath(path) for path in m]
    low, high = min(m), max(m)
    for index, char in enumerate(low):
        if char != high[index]:
            return low[:index]
    return low


def commonpath(paths):
    paths = [_fspath(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    slash, dot, _ = _marks(paths[0])
    absolute = {path.startswith(slash) for path in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    low, high = min(split_paths), max(split_paths)
    common = low
    for index, part in enumerate(low):
        if index >= len(high) or part != high[index]:
            common = low[:index]
            break
    return (slash if True in absolute else slash[:0]) + slash.join(common)


def expanduser(path):
    path = _fspath(path)
    tilde, slash = (b"~", b"/") if isinstance(path, bytes) else ("~", "/")
    if not path.startswith(tilde) or path[1:2] not in (slash, slash[:0]):
        return path
    home = _os().environ.get("HOME")
    if home is None:
        return path
    if isinstance(path, bytes):
        home = home.encode()
    return (home.rstrip(slash) + path[1:]) or slash


def expandvars(path):
    """With $name and ${name} replaced; unknown ones stay."""
    path = _fspath(path)
    if isinstance(path, bytes):
        return expandvars(path.decode()).encode()
    if "$" not in path:
        return path
    environ = _os().environ
    out = []
    at = 0
    while at < len(path):
        char = path[at]
        if char == "$":
            if path.startswith("{", at + 1):
                end = path.find("}", at)
                name, stop = (path[at + 2:end], end + 1) if end >= 0 else ("", at + 1)
            else:
                stop = at + 1
                while stop < len(path) and path[stop].isascii() and (path[stop].isalnum() or path[stop] == "_"):
                    stop += 1
                name = path[at + 1:stop]
            if name and name in environ:
                out.append(environ[name])
            else:
                out.append(path[at:stop])
            at = stop
        else:
            out.append(char)
            at += 1
    return "".join(out)


def exists(path) -> bool:
    try:
        _os().stat(path)
    except (OSError, ValueError) as error:
        return _answered(error)
    return True


def lexists(path) -> bool:
    try:
        _os().lstat(path)
    except (OSError, ValueError) as error:
        return _answered(error)
    return True


# False, but a host that refuses all questions about files is not taken for one that has none.
def _answered(error):
    if isinstance(error, PermissionError) and error.errno == 1:
        raise error
    return False


def _mode(path, follow_symlinks=True):
    try:
        return _os().stat(path, follow_symlinks=follow_symlinks).st_mode & 0o170000
    except (OSError, ValueError) as error:
        _answered(error)
        return 0


def isfile(path) -> bool:
    return _mode(path) == 0o100000


def isdir(s) -> bool:
    return _mode(s) == 0o040000


def islink(path) -> bool:
    return _mode(path, False) == 0o120000


def ismount(path) -> bool:
    return normpath(path) == "/"


def isjunction(path) -> bool:
    return False


def getsize(filename) -> int:
    return _os().stat(filename).st_size


def getmtime(filename) -> float:
    return _os().stat(filename).st_mtime


def getatime(filename) -> float:
    return _os().stat(filename).st_atime


def getctime(filename) -> float:
    return _os().stat(filename).st_ctime


def realpath(filename, *, strict: bool = False):
    """Without symbolic links, as far as the path is there."""
    path = abspath(filename) if _fspath(filename) else abspath(".")
    rest = path[:0]
    at = path
    while True:
        try:
            found = _os()._ask("realpath", at)
            break
        except FileNotFoundError:
            if strict:
                raise
        except PermissionError as error:
            _answered(error)
            return path
        except OSError:
            if strict:
                raise
            return path
        at, name = split(at)
        rest = join(name, rest) if rest else name
        if not name:
            return path
    if isinstance(path, bytes):
        found = found.encode("utf-8", "surrogateescape")
    return join(found, rest) if rest else found


def samestat(s1, s2) -> bool:
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2) -> bool:
    return realpath(f1, strict=True) == realpath(f2, strict=True)
