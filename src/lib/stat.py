# SPDX-License-Identifier: MIT
# stat: the parts of st_mode.
from __future__ import annotations

ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME = range(10)
S_IFDIR, S_IFCHR, S_IFBLK, S_IFREG = 0o040000, 0o020000, 0o060000, 0o100000
S_IFIFO, S_IFLNK, S_IFSOCK = 0o010000, 0o120000, 0o140000
S_IFDOOR = S_IFPORT = S_IFWHT = 0
S_ISUID, S_ISGID, S_ISVTX = 0o4000, 0o2000, 0o1000
S_IRWXU, S_IRUSR, S_IWUSR, S_IXUSR = 0o700, 0o400, 0o200, 0o100
S_IRWXG, S_IRGRP, S_IWGRP, S_IXGRP = 0o070, 0o040, 0o020, 0o010
S_IRWXO, S_IROTH, S_IWOTH, S_IXOTH = 0o007, 0o004, 0o002, 0o001
S_ENFMT, S_IREAD, S_IWRITE, S_IEXEC = S_ISGID, S_IRUSR, S_IWUSR, S_IXUSR

_KINDS = ((S_IFLNK, "l"), (S_IFSOCK, "s"), (S_IFREG, "-"), (S_IFBLK, "b"), (S_IFDIR, "d"), (S_IFCHR, "c"), (S_IFIFO, "p"))


def S_IMODE(mode: int, /) -> int:
    return mode & 0o7777


def S_IFMT(mode: int, /) -> int:
    return mode & 0o170000


def S_ISDIR(mode: int, /) -> bool:
    return S_IFMT(mode) == S_IFDIR


def S_ISCHR(mode: int, /) -> bool:
    return S_IFMT(mode) == S_IFCHR


def S_ISBLK(mode: int, /) -> bool:
    return S_IFMT(mode) == S_IFBLK


def S_ISREG(mode: int, /) -> bool:
    return S_IFMT(mode) == S_IFREG


def S_ISFIFO(mode: int, /) -> bool:
    return S_IFMT(mode) == S_IFIFO


def S_ISLNK(mode: int, /) -> bool:
    return S_IFMT(mode) == S_IFLNK


def S_ISSOCK(mode: int, /) -> bool:
    return S_IFMT(mode) == S_IFSOCK


def S_ISDOOR(mode: int, /) -> bool:
    return False


S_ISPORT = S_ISWHT = S_ISDOOR


def filemode(mode: int, /) -> str:
    """The mode as `ls -l` shows it."""
    text = next((letter for kind, letter in _KINDS if S_IFMT(mode) == kind), "?")
    for shift, special, letter in ((6, S_ISUID, "s"), (3, S_ISGID, "s"), (0, S_ISVTX, "t")):
        bits = mode >> shift
        runs = bits & 1
        text += "r" if bits & 4 else "-"
        text += "w" if bits & 2 else "-"
        text += (letter if runs else letter.upper()) if mode & special else "x" if runs else "-"
    return text
