"""The operating system as a program may see it: handlers, and a file system in memory."""

from __future__ import annotations

import asyncio
import datetime
import functools
import inspect
import os
import stat
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Sequence
from pathlib import PurePosixPath
from typing import Any, Literal, NamedTuple, Protocol, Union

from .values import NOT_HANDLED, MontyFileHandle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

    from . import TimeCaller

__all__ = (
    "AbstractFile",
    "AbstractOS",
    "CallbackFile",
    "MemoryFile",
    "OSAccess",
    "OsFunction",
    "ScanEntry",
    "StatResult",
    "path_from_arg",
)

OsFunction = Literal[
    "Path.exists", "Path.is_file", "Path.is_dir", "Path.is_symlink", "open", "Path.read_text", "Path.read_bytes", "Path.write_text",
    "Path.write_bytes", "Path.append_text", "Path.append_bytes", "Path.mkdir", "Path.unlink", "Path.rmdir", "Path.iterdir", "Path.scan",
    "Path.stat", "Path.rename", "Path.resolve", "Path.absolute", "os.getenv", "os.environ", "date.today", "datetime.now", "os.urandom",
    "time.time", "time.sleep", "asyncio.sleep", "system.sleep", "system.async_sleep",
]  # fmt: skip
"""What a handler may be asked."""

MAX_URANDOM_BYTES_DEFAULT: int = 1 << 20
_MOST_ENTRIES = 100_000
_MOST_PATH_BYTES = 100_000_000
_MOST_LINK_DEPTH = 64


class StatResult(NamedTuple):
    """As os.stat_result."""

    st_mode: int
    st_ino: int
    st_dev: int
    st_nlink: int
    st_uid: int
    st_gid: int
    st_size: int
    st_atime: float
    st_mtime: float
    st_ctime: float

    @classmethod
    def _made(cls, kind: int, links: int, size: int, mode: int, mtime: float | None) -> Self:
        when = time.time() if mtime is None else mtime
        return cls(mode | kind if mode < 0o1000 else mode, 0, 0, links, 0, 0, size, when, when, when)

    @classmethod
    def file_stat(cls, size: int, mode: int = 0o644, mtime: float | None = None) -> Self:
        """Of a file; `mtime` is now unless given."""
        return cls._made(stat.S_IFREG, 1, size, mode, mtime)

    @classmethod
    def dir_stat(cls, mode: int = 0o755, mtime: float | None = None) -> Self:
        """Of a directory."""
        return cls._made(stat.S_IFDIR, 2, 4096, mode, mtime)


class ScanEntry(NamedTuple):
    """One entry of AbstractOS.path_scan(): its path relative to the directory ("" for that itself), and what it is."""

    path: str
    is_dir: bool
    is_file: bool
    is_symlink: bool


class AbstractOS(ABC):
    """Base of classes that answer a program's questions to the operating system: implement the methods and pass an instance as
    `os=`. A method that raises NotImplementedError leaves the call to the default error."""

    max_urandom_bytes: int = MAX_URANDOM_BYTES_DEFAULT
    """The most random bytes that one call may ask for."""
    max_sleep: float | None = 10
    """The longest sleep in seconds; None: as long as the program wants."""

    def __call__(self, *, name: OsFunction, args: tuple[Any, ...], kwargs: dict[str, Any], is_async: bool, **_future_kwargs: Any) -> Any:
        """What sessions call: dispatch(), or NOT_HANDLED."""
        try:
            if _takes_is_async(type(self)):
                return self.dispatch(name, args, kwargs, is_async=is_async)
            return self.dispatch(name, args, kwargs)
        except NotImplementedError:
            return NOT_HANDLED

    def dispatch(self, function_name: OsFunction, args: tuple[Any, ...], kwargs: dict[str, Any] | None = None, *, is_async: bool = False) -> Any:
        """Calls the method that answers `function_name`."""
        method, takes_kwargs = _METHODS.get(function_name, (None, False))
        if function_name in ("asyncio.sleep", "system.async_sleep"):
            return self.async_sleep(*args, is_async=is_async)
        if method is None:
            raise NotImplementedError(f"Unknown OS function: {function_name}")
        options = dict(kwargs or {}) if takes_kwargs else {}
        if function_name == "Path.mkdir":
            options = {"parents": options.get("parents", False), "exist_ok": options.get("exist_ok", False)}
        return getattr(self, method)(*args, **options)

    @abstractmethod
    def path_exists(self, path: PurePosixPath) -> bool:
        """Is there such a file or directory?"""
        raise NotImplementedError

    @abstractmethod
    def path_is_file(self, path: PurePosixPath) -> bool:
        """Is it a file?"""
        raise NotImplementedError

    @abstractmethod
    def path_is_dir(self, path: PurePosixPath) -> bool:
        """Is it a directory?"""
        raise NotImplementedError

    @abstractmethod
    def path_is_symlink(self, path: PurePosixPath) -> bool:
        """Is it a symbolic link?"""
        raise NotImplementedError

    def path_open(self, path: PurePosixPath, mode: str) -> MontyFileHandle:
        """What open() does at once: look for the file ("r"), empty it ("w"), make it if it is missing ("w", "a")."""
        raise NotImplementedError

    @abstractmethod
    def path_read_text(self, path: PurePosixPath | MontyFileHandle) -> str:
        """All of a file, as text."""
        raise NotImplementedError

    @abstractmethod
    def path_read_bytes(self, path: PurePosixPath | MontyFileHandle) -> bytes:
        """All of a file."""
        raise NotImplementedError

    @abstractmethod
    def path_write_text(self, path: PurePosixPath | MontyFileHandle, data: str) -> int:
        """Replaces a file's content; the number of characters."""
        raise NotImplementedError

    @abstractmethod
    def path_write_bytes(self, path: PurePosixPath | MontyFileHandle, data: bytes) -> int:
        """Replaces a file's content; the number of bytes."""
        raise NotImplementedError

    def path_append_text(self, path: PurePosixPath | MontyFileHandle, data: str) -> int:
        """Adds to a file."""
        raise NotImplementedError

    def path_append_bytes(self, path: PurePosixPath | MontyFileHandle, data: bytes) -> int:
        """Adds to a file."""
        raise NotImplementedError

    @abstractmethod
    def path_mkdir(self, path: PurePosixPath, parents: bool, exist_ok: bool) -> None:
        """Makes a directory."""
        raise NotImplementedError

    @abstractmethod
    def path_unlink(self, path: PurePosixPath) -> None:
        """Removes a file."""
        raise NotImplementedError

    @abstractmethod
    def path_rmdir(self, path: PurePosixPath) -> None:
        """Removes an empty directory."""
        raise NotImplementedError

    @abstractmethod
    def path_iterdir(self, path: PurePosixPath) -> list[PurePosixPath]:
        """The full paths in a directory."""
        raise NotImplementedError

    def path_scan(
        self,
        path: PurePosixPath,
        *,
        max_depth: int | None,
        follow_symlinks: bool,
        pattern: list[str] | None = None,
        case_sensitive: bool | None = None,
        recurse_symlinks: bool = False,
    ) -> list[ScanEntry]:
        """A tree: the directory itself ("") and what lies in it, `max_depth` levels down. `pattern` and what follows say what is
        looked for and may be ignored. RuntimeError: the tree is too large."""
        if not (self.path_exists(path) or self.path_is_symlink(path)):
            raise FileNotFoundError(_problem(2, path))
        rows = [self._scan_entry("", path)]
        spent = 4 * len(str(path))
        deepest = _MOST_LINK_DEPTH if max_depth is None and follow_symlinks else max_depth
        todo = [(path, "", 0)] if rows[0].is_dir else []
        while todo:
            folder, prefix, depth = todo.pop()
            if deepest is not None and depth >= deepest:
                continue
            try:
                names = [PurePosixPath(child).name for child in self.path_iterdir(folder)]
            except OSError:
                if depth == 0:
                    raise
                continue
            for name in names:
                row = self._scan_entry(f"{prefix}/{name}" if prefix else name, folder / name)
                spent += 4 * (len(row.path) + len(str(folder / name)))
                if len(rows) >= _MOST_ENTRIES:
                    raise RuntimeError(f"directory scan exceeded {_MOST_ENTRIES} entries")
                if spent > _MOST_PATH_BYTES:
                    raise RuntimeError(f"directory scan exceeded {_MOST_PATH_BYTES} bytes of path data")
                rows.append(row)
                if row.is_dir and (follow_symlinks or not row.is_symlink):
                    todo.append((folder / name, row.path, depth + 1))
        return rows

    def _scan_entry(self, relative: str, path: PurePosixPath) -> ScanEntry:
        return ScanEntry(relative, self.path_is_dir(path), self.path_is_file(path), self.path_is_symlink(path))

    @abstractmethod
    def path_stat(self, path: PurePosixPath) -> StatResult:
        """What StatResult.file_stat() or dir_stat() makes."""
        raise NotImplementedError

    @abstractmethod
    def path_rename(self, path: PurePosixPath, target: PurePosixPath) -> None:
        """Moves a file or directory."""
        raise NotImplementedError

    @abstractmethod
    def path_resolve(self, path: PurePosixPath) -> str:
        """The absolute path, links followed."""
        raise NotImplementedError

    @abstractmethod
    def path_absolute(self, path: PurePosixPath) -> str:
        """The absolute path."""
        raise NotImplementedError

    @abstractmethod
    def getenv(self, key: str, default: str | None = None) -> str | None:
        """A variable of the environment."""
        raise NotImplementedError

    @abstractmethod
    def get_environ(self) -> dict[str, str]:
        """All variables."""
        raise NotImplementedError

    def date_today(self) -> datetime.date:
        """Today, where the policy asks the host."""
        return datetime.date.today()

    def datetime_now(self, tz: datetime.tzinfo | None = None) -> datetime.datetime:
        """Now, where the policy asks the host."""
        return datetime.datetime.now(tz=tz)

    def urandom(self, size: int) -> bytes:
        """Random bytes, `max_urandom_bytes` at most."""
        if size > self.max_urandom_bytes:
            raise MemoryError(f"os.urandom() size exceeds max_urandom_bytes ({self.max_urandom_bytes})")
        return os.urandom(size)

    def time(self, caller: TimeCaller = "time.time") -> float:
        """Seconds since 1970, for the function of `time` that asks."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Waits, `max_sleep` at most."""
        time.sleep(self._capped(seconds))

    def async_sleep(self, delay: float, *, is_async: bool) -> Coroutine[Any, Any, None] | None:
        """For asyncio.sleep(): a coroutine where one can be awaited, else waits."""
        return asyncio.sleep(self._capped(delay)) if is_async else self.sleep(delay)  # type: ignore[func-returns-value]

    def _capped(self, seconds: float) -> float:
        cap = self.max_sleep
        return seconds if cap is None or seconds <= cap else cap


_METHODS: dict[str, tuple[str, bool]] = {
    **{f"Path.{name}": (f"path_{name}", name in ("mkdir", "scan")) for name in (
        "exists", "is_file", "is_dir", "is_symlink", "read_text", "read_bytes", "write_text", "write_bytes", "append_text", "append_bytes",
        "mkdir", "unlink", "rmdir", "iterdir", "scan", "stat", "rename", "resolve", "absolute")},
    "open": ("path_open", False),
    "os.getenv": ("getenv", False),
    "os.environ": ("get_environ", False),
    "os.urandom": ("urandom", False),
    "date.today": ("date_today", False),
    "datetime.now": ("datetime_now", False),
    "time.time": ("time", False),
    "time.sleep": ("sleep", False),
    "system.sleep": ("sleep", False),
}  # fmt: skip


@functools.cache
def _takes_is_async(cls: type[AbstractOS]) -> bool:
    parameters = inspect.signature(cls.dispatch).parameters.values()
    return any(p.kind is p.VAR_KEYWORD or (p.name == "is_async" and p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD)) for p in parameters)


_WORDS = {2: "No such file or directory", 17: "File exists", 20: "Not a directory", 21: "Is a directory", 22: "Invalid argument", 39: "Directory not empty", 66: "Directory not empty"}


def _problem(code: int, path: object, target: object = None) -> str:
    return f"[Errno {code}] {_WORDS[code]}: {str(path)!r}" + (f" -> {str(target)!r}" if target is not None else "")


class AbstractFile(Protocol):
    """What OSAccess takes as a file. Implementations run in the host: use those that you trust."""

    path: PurePosixPath
    name: str
    permissions: int
    deleted: bool

    def read_content(self) -> str | bytes:
        """All of it."""
        ...

    def write_content(self, content: str | bytes) -> None:
        """Replaces it."""
        ...

    def delete(self) -> None:
        """It was removed."""
        ...


class _File:
    path: PurePosixPath
    name: str
    permissions: int = 0o644
    deleted: bool

    def _start(self, path: str | PurePosixPath, permissions: int) -> None:
        self.path = PurePosixPath(path)
        self.name = self.path.name
        self.permissions = permissions
        self.deleted = False


class MemoryFile(_File):
    """A file in memory: what programs write is in `content`."""

    content: str | bytes

    def __init__(self, path: str | PurePosixPath, content: str | bytes, *, permissions: int = 0o644) -> None:
        """Text or bytes, under a path of the sandbox."""
        self._start(path, permissions)
        self.content = content

    def read_content(self) -> str | bytes:
        """The content."""
        return self.content

    def write_content(self, content: str | bytes) -> None:
        """Replaces the content."""
        self.content = content

    def delete(self) -> None:
        """Marks it as removed."""
        self.deleted = True

    def __repr__(self) -> str:
        shown = "'...'" if isinstance(self.content, str) else "b'...'"
        return f"MemoryFile(path={self.path}, content={shown}, permissions={self.permissions})"


class CallbackFile(_File):
    """A file whose content your functions give and take. They run in the host, with all that it may do: one that opens real
    files opens them to the program."""

    read: Callable[[PurePosixPath], str | bytes]
    write: Callable[[PurePosixPath, str | bytes], None]

    def __init__(self, path: str | PurePosixPath, read: Callable[[PurePosixPath], str | bytes], write: Callable[[PurePosixPath, str | bytes], None], *, permissions: int = 0o644) -> None:
        """`read(path)` gives the content, `write(path, content)` takes it."""
        self._start(path, permissions)
        self.read = read
        self.write = write

    def read_content(self) -> str | bytes:
        """What `read` gives."""
        return self.read(self.path)

    def write_content(self, content: str | bytes) -> None:
        """Hands it to `write`."""
        self.write(self.path, content)

    def delete(self) -> None:
        """Marks it as removed."""
        self.deleted = True

    def __repr__(self) -> str:
        return f"CallbackFile(path={self.path}, read={self.read}, write={self.write}, permissions={self.permissions})"


Tree = dict[str, Union[AbstractFile, "Tree"]]


def path_from_arg(arg: PurePosixPath | MontyFileHandle) -> PurePosixPath:
    """The path of what a read or write is about."""
    return PurePosixPath(arg.path) if isinstance(arg, MontyFileHandle) else arg


class OSAccess(AbstractOS):
    """A file system in memory and an environment of its own. With MemoryFiles nothing outside is reached; clock and random
    bytes are the host's."""

    files: list[AbstractFile]
    environ: dict[str, str]

    def __init__(
        self,
        files: Sequence[AbstractFile] | None = None,
        environ: dict[str, str] | None = None,
        *,
        root_dir: str | PurePosixPath = "/",
        max_urandom_bytes: int = MAX_URANDOM_BYTES_DEFAULT,
        max_sleep: float | None = 10,
    ):
        """Relative paths of files lie in `root_dir`. ValueError: one file is in the way of another, or a number is negative."""
        if not isinstance(max_urandom_bytes, int):
            raise TypeError(f"max_urandom_bytes must be an int, not {type(max_urandom_bytes).__name__}")
        if max_urandom_bytes < 0:
            raise ValueError("max_urandom_bytes must be non-negative")
        if max_sleep is not None:
            if isinstance(max_sleep, bool) or not isinstance(max_sleep, (int, float)):
                raise TypeError(f"max_sleep must be a number or None, not {type(max_sleep).__name__}")
            if not max_sleep >= 0:  # NaN too
                raise ValueError("max_sleep must be non-negative")
        root = PurePosixPath(root_dir)
        assert root.is_absolute(), f"Root directory must be absolute, got {root}"
        self.max_urandom_bytes = max_urandom_bytes
        self.max_sleep = max_sleep
        self.files = list(files or ())
        self.environ = environ or {}
        self._tree: Tree = {"/": {}}
        for file in self.files:
            file.path = root / file.path
            self._plant(file)

    def _plant(self, file: AbstractFile) -> None:
        folder = self._tree
        *folders, name = file.path.parts
        for part in folders:
            inner = folder.setdefault(part, {})
            if not isinstance(inner, dict):
                raise ValueError(f"Cannot put file {file} within sub-directory of file {inner}")
            folder = inner
        if isinstance(folder.get(name), dict):
            raise ValueError(f"Cannot put file {file} at path of directory {folder[name]}")
        folder[name] = file

    def __repr__(self) -> str:
        return f"OSAccess(files={self.files}, environ={self.environ})"

    # ---- finding
    def _find(self, path: PurePosixPath) -> Any:
        here: Any = self._tree
        for part in PurePosixPath(path).parts:
            here = here.get(part) if isinstance(here, dict) else None
        return here

    def _need(self, path: PurePosixPath) -> Any:
        found = self._find(path)
        if found is None:
            raise FileNotFoundError(_problem(2, path))
        return found

    def _need_file(self, path: PurePosixPath) -> Any:
        found = self._need(path)
        if isinstance(found, dict):
            raise IsADirectoryError(_problem(21, path))
        return found

    def _need_folder(self, path: PurePosixPath) -> Any:
        found = self._need(path)
        if not isinstance(found, dict):
            raise NotADirectoryError(_problem(20, path))
        return found

    def _parent(self, path: PurePosixPath) -> Any:
        return self._find(PurePosixPath(path).parent)

    # ---- questions
    def path_exists(self, path: PurePosixPath) -> bool:
        """Is there such a file or directory?"""
        return self._find(path) is not None

    def path_is_file(self, path: PurePosixPath) -> bool:
        """Is it a file?"""
        found = self._find(path)
        return found is not None and not isinstance(found, dict)

    def path_is_dir(self, path: PurePosixPath) -> bool:
        """Is it a directory?"""
        return isinstance(self._find(path), dict)

    def path_is_symlink(self, path: PurePosixPath) -> bool:
        """There are none."""
        return False

    def path_stat(self, path: PurePosixPath) -> StatResult:
        """Size and kind."""
        found = self._need(path)
        if isinstance(found, dict):
            return StatResult.dir_stat()
        content = found.read_content()
        return StatResult.file_stat(len(content if isinstance(content, bytes) else content.encode()), found.permissions)

    def path_iterdir(self, path: PurePosixPath) -> list[PurePosixPath]:
        """The full paths in a directory."""
        return [PurePosixPath(path) / name for name in self._need_folder(path)]

    def path_resolve(self, path: PurePosixPath) -> str:
        """The absolute path."""
        return self.path_absolute(path)

    def path_absolute(self, path: PurePosixPath) -> str:
        """The absolute path, from "/"."""
        return str(PurePosixPath("/") / path)

    def getenv(self, key: str, default: str | None = None) -> str | None:
        """A variable of `environ`."""
        return self.environ.get(key, default)

    def get_environ(self) -> dict[str, str]:
        """All of `environ`."""
        return self.environ

    # ---- contents
    def path_open(self, path: PurePosixPath, mode: str) -> MontyFileHandle:
        """What open() does at once."""
        handle = MontyFileHandle(str(path), mode)
        if handle.mode[0] == "r":
            self._need_file(path)
        elif handle.mode[0] == "w" or self._find(path) is None:
            self._write(path, b"" if handle.binary else "")
        else:
            self._need_file(path)
        return handle

    def path_read_text(self, path: PurePosixPath | MontyFileHandle) -> str:
        """All of a file, as text."""
        content = self._need_file(path_from_arg(path)).read_content()
        return content if isinstance(content, str) else content.decode()

    def path_read_bytes(self, path: PurePosixPath | MontyFileHandle) -> bytes:
        """All of a file."""
        content = self._need_file(path_from_arg(path)).read_content()
        return content if isinstance(content, bytes) else content.encode()

    def path_write_text(self, path: PurePosixPath | MontyFileHandle, data: str) -> int:
        """Replaces a file's content."""
        self._write(path_from_arg(path), data)
        return len(data)

    def path_write_bytes(self, path: PurePosixPath | MontyFileHandle, data: bytes) -> int:
        """Replaces a file's content."""
        self._write(path_from_arg(path), data)
        return len(data)

    def path_append_text(self, path: PurePosixPath | MontyFileHandle, data: str) -> int:
        """Adds to a file, which holds text then."""
        return self._append(path, data)

    def path_append_bytes(self, path: PurePosixPath | MontyFileHandle, data: bytes) -> int:
        """Adds to a file, which holds bytes then."""
        return self._append(path, data)

    def _append(self, arg: PurePosixPath | MontyFileHandle, data: Any) -> int:
        path = path_from_arg(arg)
        if self._find(path) is None:
            self._write(path, data)
        else:
            before = self.path_read_text(path) if isinstance(data, str) else self.path_read_bytes(path)
            self._write(path, before + data)
        return len(data)

    def _write(self, path: PurePosixPath, data: str | bytes) -> None:
        if self._find(path) is not None:
            self._need_file(path).write_content(data)
            return
        folder = self._parent(path)
        if not isinstance(folder, dict):
            raise FileNotFoundError(_problem(2, path))
        file = MemoryFile(path, data)
        folder[file.name] = file
        self.files.append(file)

    # ---- directories
    def path_mkdir(self, path: PurePosixPath, parents: bool, exist_ok: bool) -> None:
        """Makes a directory."""
        found = self._find(path)
        if found is not None:
            if exist_ok and isinstance(found, dict):
                return
            raise FileExistsError(_problem(17, path))
        parent = self._parent(path)
        if isinstance(parent, dict):
            parent[PurePosixPath(path).name] = {}
            return
        if parent is not None:
            raise NotADirectoryError(_problem(20, path))
        if not parents:
            raise FileNotFoundError(_problem(2, path))
        here: Any = self._tree
        for part in PurePosixPath(path).parts:
            here = here.setdefault(part, {})
            if not isinstance(here, dict):
                raise NotADirectoryError(_problem(20, path))

    def path_unlink(self, path: PurePosixPath) -> None:
        """Removes a file."""
        self._need_file(path).delete()
        del self._parent(path)[PurePosixPath(path).name]

    def path_rmdir(self, path: PurePosixPath) -> None:
        """Removes an empty directory."""
        if self._need_folder(path):
            raise OSError(_problem(39, path))
        del self._parent(path)[PurePosixPath(path).name]

    def path_rename(self, path: PurePosixPath, target: PurePosixPath) -> None:
        """Moves a file or directory; one that is there already is replaced where POSIX does so."""
        source, into = self._find(path), self._parent(target)
        if source is None:
            raise FileNotFoundError(_problem(2, path, target))
        if PurePosixPath(path) == PurePosixPath(target):
            return
        if not isinstance(into, dict):
            raise FileNotFoundError(_problem(2, path, target))
        there = self._find(target)
        if isinstance(source, dict):
            if there is not None and not isinstance(there, dict):
                raise NotADirectoryError(_problem(20, path, target))
            if PurePosixPath(path) in PurePosixPath(target).parents:
                raise OSError(_problem(22, path, target))
            if there:
                raise OSError(_problem(66, path, target))
        elif isinstance(there, dict):
            raise IsADirectoryError(_problem(21, path, target))
        elif there is not None:
            there.delete()
        del self._parent(path)[PurePosixPath(path).name]
        into[PurePosixPath(target).name] = source
        self._moved(source, PurePosixPath(target))

    def _moved(self, entry: Any, path: PurePosixPath) -> None:
        if not isinstance(entry, dict):
            entry.path = path
            return
        for name, inner in entry.items():
            self._moved(inner, path / name)
