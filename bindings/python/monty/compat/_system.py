"""Questions of a program to the operating system, in the names that `os` handlers know.

The sandbox asks little things (read_file, stat, listdir ...) and tells which function of its library the program called; here that
becomes one or more calls with the names of OsFunction. Each answer() is a generator: it yields calls, is sent their Results, and
returns what the sandbox is answered.
"""

from __future__ import annotations

import datetime
import posixpath
import stat
from collections.abc import Generator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from .os_access import StatResult
from .values import MontyFileHandle


class Ask(NamedTuple):
    """A call that somebody must answer."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class Answer(NamedTuple):
    """What the sandbox is answered: a value, or an exception by type and message."""

    value: Any = None
    raised: tuple[str, str] | None = None


class Result(NamedTuple):
    """What a call came to. Unhandled: nobody knows it."""

    value: Any = None
    raised: tuple[str, str] | None = None
    handled: bool = True


Steps = Generator[Ask, Result, Answer]
_FILE = tuple(StatResult(stat.S_IFREG | 0o644, 0, 0, 1, 0, 0, 0, 0.0, 0.0, 0.0))
_FOLDER = tuple(StatResult(stat.S_IFDIR | 0o755, 0, 0, 2, 0, 0, 4096, 0.0, 0.0, 0.0))
_LINK = tuple(StatResult(stat.S_IFLNK | 0o777, 0, 0, 1, 0, 0, 0, 0.0, 0.0, 0.0))
_ABSENT = Answer(raised=("FileNotFoundError", ""))


_WITH_PATHS = {name: 2 if name == "rename" else 1 for name in (
    "stat", "lstat", "listdir", "realpath", "readlink", "read_file", "write_file", "truncate", "mkdir", "remove", "rmdir", "rename", "utime")}  # fmt: skip


def not_handled(name: str, path: object) -> tuple[str, str]:
    """The error for a call that nobody answers."""
    if name == "open" or name.startswith("Path."):
        return ("PermissionError", f"Permission denied: {str(path)!r}")
    return ("RuntimeError", f"{name!r} is not supported in this environment")


def _failed(call: Ask, result: Result) -> Answer | None:
    if not result.handled:
        return Answer(raised=not_handled(call.name, call.args[0] if call.args else ""))
    return Answer(raised=result.raised) if result.raised is not None else None


class Questions:
    """The files that a feed has open, and how its questions are answered."""

    def __init__(self, cwd: str, asks_entropy: bool = False, zone: datetime.tzinfo | None = None) -> None:
        self.cwd = cwd
        self._zone = zone or datetime.timezone.utc
        self._asks_entropy = asks_entropy
        self._handles: dict[str, MontyFileHandle] = {}
        self._ends: dict[str, int] = {}

    def answer(self, operation: str, args: tuple[Any, ...], via: str, via_args: tuple[Any, ...]) -> Steps:
        """The steps to the answer."""
        method = getattr(self, f"_{operation}", None)
        if operation in _WITH_PATHS:
            args = tuple(self.absolute(a) if isinstance(a, str) and i < _WITH_PATHS[operation] else a for i, a in enumerate(args))
        if method is None:
            return self._refused(operation)
        steps: Steps = method(via.removeprefix("os.path.") if via.startswith("os.path.") else via.partition(".")[2], via_args, *args)
        return steps

    def absolute(self, path: str) -> str:
        """Of the sandbox, without dots."""
        return posixpath.normpath(posixpath.join(self.cwd, path))

    def _refused(self, operation: str) -> Steps:
        return Answer(raised=("PermissionError", f"[Errno 1] Operation not permitted ({operation})"))
        yield

    def _one(self, name: str, *args: Any, **kwargs: Any) -> Generator[Ask, Result, tuple[Any, Answer | None]]:
        call = Ask(name, args, kwargs)
        result = yield call
        return result.value, _failed(call, result)

    # ---- reading
    def _getcwd(self, via: str, given: Any) -> Steps:
        return Answer(self.cwd)
        yield

    def _exists(self, name: str, path: str, found: tuple[Any, ...]) -> Steps:
        yes, failed = yield from self._one(name, PurePosixPath(path))
        return failed or (Answer(found) if yes else _ABSENT)

    def _stat(self, via: str, given: Any, path: str) -> Steps:
        if via in ("exists", "Path.exists", "Path.touch", "lexists"):
            return (yield from self._exists("Path.exists", path, _FILE))
        if via in ("isfile", "Path.is_file"):
            return (yield from self._exists("Path.is_file", path, _FILE))
        if via in ("isdir", "Path.is_dir", "chdir", "walk", "Path.walk", "Path.glob", "Path.rglob", "_select.<locals>.walk", "DirEntry.is_dir"):
            return (yield from self._exists("Path.is_dir", path, _FOLDER))
        if via == "DirEntry.is_file":
            return (yield from self._exists("Path.is_file", path, _FILE))
        value, failed = yield from self._one("Path.stat", PurePosixPath(path))
        return failed or Answer(tuple(value))

    def _lstat(self, via: str, given: Any, path: str) -> Steps:
        if via in ("islink", "Path.is_symlink"):
            return (yield from self._exists("Path.is_symlink", path, _LINK))
        return (yield from self._stat(via if via != "walk" else "isdir", given, path))

    def _listdir(self, via: str, given: Any, path: str) -> Steps:
        value, failed = yield from self._one("Path.iterdir", PurePosixPath(path))
        return failed or Answer([PurePosixPath(entry).name for entry in value])

    def _realpath(self, via: str, given: Any, path: str) -> Steps:
        if via == "chdir":
            self.cwd = path
            return Answer(path)
        value, failed = yield from self._one("Path.resolve", PurePosixPath(path))
        return failed or Answer(str(value))

    def _readlink(self, via: str, given: Any, path: str) -> Steps:
        return Answer(raised=("OSError", f"[Errno 22] Invalid argument: {path!r}"))
        yield

    def _read_file(self, via: str, given: Any, path: str) -> Steps:
        where: Any = PurePosixPath(path)
        binary = via == "Path.read_bytes"
        if via not in ("Path.read_text", "Path.read_bytes"):
            mode = _mode(via, given, "r")
            binary = "b" in mode
            handle, failed = yield from self._one("open", where, mode)
            if failed:
                return failed
            where = handle if isinstance(handle, MontyFileHandle) else where
        value, failed = yield from self._one("Path.read_bytes" if binary else "Path.read_text", where)
        return failed or Answer(value)

    # ---- writing
    def _write_file(self, via: str, given: Any, path: str, data: bytes, mode: str, offset: int) -> Steps:
        whole = {"Path.write_text": "Path.write_text", "Path.write_bytes": "Path.write_bytes"}.get(via)
        if mode in ("w", "x", "a") and not data and offset == 0 and path not in self._ends:
            self._ends[path] = 0
            if whole is not None:
                return Answer(0)
            handle, failed = yield from self._one("open", PurePosixPath(path), _mode(via, given, mode))
            if failed:
                del self._ends[path]
                return failed
            if isinstance(handle, MontyFileHandle):
                self._handles[path] = handle
            return Answer(0)
        known = self._handles.get(path)
        where: Any = known or PurePosixPath(path)
        text = whole == "Path.write_text" or (whole is None and (known is None or not known.binary))
        if mode in ("w", "x", "a") and not data:  # opened once more
            self._ends[path] = 0
            return (yield from self._reopened(via, given, path, mode, whole))
        if whole is not None and offset == 0:
            name = whole
        elif mode == "a" or offset == self._ends.get(path, 0):
            name = "Path.append_text" if text else "Path.append_bytes"
        else:
            return (yield from self._patched(where, data, offset))
        content: Any = data
        if text:
            content = data.decode("utf-8", "surrogateescape")
        _, failed = yield from self._one(name, where, content)
        self._ends[path] = offset + len(data)
        return failed or Answer(None)

    def _reopened(self, via: str, given: Any, path: str, mode: str, whole: str | None) -> Steps:
        if whole is not None:
            return Answer(0)
        handle, failed = yield from self._one("open", PurePosixPath(path), _mode(via, given, mode))
        if isinstance(handle, MontyFileHandle):
            self._handles[path] = handle
        return failed or Answer(0)

    def _patched(self, where: Any, data: bytes, offset: int) -> Steps:
        before, failed = yield from self._one("Path.read_bytes", where)
        if failed:
            return failed
        after = bytes(before[:offset].ljust(offset, b"\0")) + data + bytes(before[offset + len(data) :])
        _, failed = yield from self._one("Path.write_bytes", where, after)
        return failed or Answer(len(after))

    def _truncate(self, via: str, given: Any, path: str, size: int) -> Steps:
        before, failed = yield from self._one("Path.read_bytes", PurePosixPath(path))
        if failed:
            return failed
        _, failed = yield from self._one("Path.write_bytes", PurePosixPath(path), before[:size].ljust(size, b"\0"))
        return failed or Answer(None)

    def _mkdir(self, via: str, given: Any, path: str) -> Steps:
        _, failed = yield from self._one("Path.mkdir", PurePosixPath(path), parents=False, exist_ok=False)
        return failed or Answer(None)

    def _remove(self, via: str, given: Any, path: str) -> Steps:
        _, failed = yield from self._one("Path.unlink", PurePosixPath(path))
        return failed or Answer(None)

    def _rmdir(self, via: str, given: Any, path: str) -> Steps:
        _, failed = yield from self._one("Path.rmdir", PurePosixPath(path))
        return failed or Answer(None)

    def _rename(self, via: str, given: Any, path: str, target: str) -> Steps:
        _, failed = yield from self._one("Path.rename", PurePosixPath(path), PurePosixPath(target))
        return failed or Answer(None)

    def _utime(self, via: str, given: Any, path: str, accessed: float, modified: float) -> Steps:
        return Answer(None)
        yield

    # ---- the rest. A dict with the entry "" is not kept by the sandbox: it asks again.
    def _environ(self, via: str, given: Any) -> Steps:
        if via == "getenv":
            key, default = given[0], given[1] if len(given) > 1 else None
            value, failed = yield from self._one("os.getenv", key, default)
            return failed or Answer({"": ""} if value is None else {"": "", key: value})
        value, failed = yield from self._one("os.environ")
        return failed or Answer({**value, "": ""})

    def _entropy(self, via: str, given: Any, size: int) -> Steps:
        if via != "urandom" and not self._asks_entropy:
            import os

            return Answer(os.urandom(size))
        value, failed = yield from self._one("os.urandom", size)
        return failed or Answer(value)

    def _time(self, via: str, given: Any) -> Steps:
        if via in ("datetime.now", "date.today", "datetime.today"):
            name = "date.today" if via == "date.today" else "datetime.now"
            value, failed = yield from self._one(name, *(given[1:2] if name == "datetime.now" and given[1:2] != (None,) else ()))
            if failed:
                return failed
            if not isinstance(value, datetime.datetime):
                value = datetime.datetime.combine(value, datetime.time())
            return Answer((value if value.tzinfo else value.replace(tzinfo=self._zone)).timestamp())
        value, failed = yield from self._one("time.time", f"time.{via}" if via else "time.time")
        return failed or Answer(float(value))


def _mode(via: str, given: Any, otherwise: str) -> str:
    found = given[1] if via in ("open", "Path.open") and len(given) > 1 and isinstance(given[1], str) else otherwise
    letters = "".join(c for c in found if c not in "t+").replace("x", "w")
    return "".join(sorted(letters, key=lambda c: c == "b"))
