# SPDX-License-Identifier: MIT
# shutil: the size of the terminal, and copying files of the host with open() and os, which the host's policy answers or refuses.
from __future__ import annotations

import os

__all__ = ["copyfileobj", "copyfile", "copy", "copy2", "copytree", "move", "rmtree", "Error", "SameFileError", "which",
           "get_terminal_size", "disk_usage", "ignore_patterns"]


class Error(OSError):
    pass


class SameFileError(Error):
    """Source and destination are one file."""


class SpecialFileError(OSError):
    pass


def get_terminal_size(fallback=(80, 24)):
    """What COLUMNS and LINES say, else the fallback: a sandbox has no terminal."""
    sizes = []
    for name, size in zip(("COLUMNS", "LINES"), fallback):
        try:
            told = int(os.environ.get(name, ""))
        except (ValueError, PermissionError):  # no number, or an environment that the host refuses
            told = 0
        sizes.append(told if told > 0 else size)
    return os.terminal_size(sizes)


def copyfileobj(fsrc, fdst, length=0):
    while chunk := fsrc.read(length or 65536):
        fdst.write(chunk)


def copyfile(src, dst, *, follow_symlinks=True):
    if os.path.abspath(os.fspath(src)) == os.path.abspath(os.fspath(dst)):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    with open(src, "rb") as source, open(dst, "wb") as target:
        copyfileobj(source, target)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    pass  # the host's files have no mode here


copystat = copymode


def copy(src, dst, *, follow_symlinks=True):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    return copyfile(src, dst)


copy2 = copy


def ignore_patterns(*patterns):
    """A function for copytree(ignore=...)."""
    import fnmatch

    def ignored(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return ignored


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False, dirs_exist_ok=False):
    names = os.listdir(src)
    left_out = ignore(os.fspath(src), names) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    for name in names:
        if name in left_out:
            continue
        source, target = os.path.join(src, name), os.path.join(dst, name)
        if os.path.isdir(source):
            copytree(source, target, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
        else:
            copy_function(source, target)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    def problem(function, where, error):
        if onexc is not None:
            onexc(function, where, error)
        elif onerror is not None:
            onerror(function, where, (type(error), error, error.__traceback__))
        elif not ignore_errors:
            raise error

    try:
        names = os.listdir(path)
    except OSError as error:
        problem(os.listdir, path, error)
        return
    for name in names:
        inner = os.path.join(path, name)
        if os.path.isdir(inner) and not os.path.islink(inner):
            rmtree(inner, ignore_errors, onerror, onexc=onexc)
            continue
        try:
            os.remove(inner)
        except OSError as error:
            problem(os.remove, inner, error)
    try:
        os.rmdir(path)
    except OSError as error:
        problem(os.rmdir, path, error)


def move(src, dst, copy_function=copy2):
    if os.path.isdir(dst):
        target = os.path.join(dst, os.path.basename(os.fspath(src).rstrip("/")))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    else:
        target = dst
    try:
        os.rename(src, target)
    except OSError as error:
        if error.errno != 18:  # between mounts
            raise
        if os.path.isdir(src):
            copytree(src, target, copy_function=copy_function)
            rmtree(src)
        else:
            copy_function(src, target)
            os.remove(src)
    return target


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    return None  # there are no programs to start


def _refuse(what):
    def refused(*args, **kwargs):
        raise PermissionError(1, f"shutil.{what}() is not available in the sandbox")
    refused.__name__ = refused.__qualname__ = what
    return refused


disk_usage = _refuse("disk_usage")
chown = _refuse("chown")
make_archive = _refuse("make_archive")
unpack_archive = _refuse("unpack_archive")
