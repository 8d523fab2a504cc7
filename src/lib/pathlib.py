# SPDX-License-Identifier: MIT
# pathlib: paths as objects. What can be said about a path as a text is said here; questions about files go through os and
# open(), which the host's policy answers or refuses.
from __future__ import annotations

import os
import sys

__all__ = ["UnsupportedOperation", "PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]


class UnsupportedOperation(NotImplementedError):
    """What paths of this system cannot do."""


class _Posix:
    sep, altsep, name = "/", "", "posix"

    @staticmethod
    def split_root(text):
        if not text.startswith("/"):
            return "", "", text
        root = "//" if text.startswith("//") and not text.startswith("///") else "/"
        return "", root, text.lstrip("/")

    @staticmethod
    def fold(text):
        return text


class _Windows:
    sep, altsep, name = "\\", "/", "nt"

    @staticmethod
    def split_root(text):
        if text.startswith("\\\\"):
            # \\server\share\rest, \\?\UNC\server\share\rest, \\.\device
            start = 8 if text[:8].upper() == "\\\\?\\UNC\\" else 2
            first = text.find("\\", start)
            if first < 0:
                return text, "", ""
            second = text.find("\\", first + 1)
            if second < 0:
                return text, "\\" if len(text) > first + 1 else "", ""
            return text[:second], "\\", text[second:].lstrip("\\")
        if text[1:2] == ":":
            rest = text[2:]
            return text[:2], "\\" if rest.startswith("\\") else "", rest.lstrip("\\")
        return "", "\\" if text.startswith("\\") else "", text.lstrip("\\")

    @staticmethod
    def fold(text):
        return text.lower()


class _Parents:
    """The folders above a path, nearest first."""

    def __init__(self, path):
        self._path = path
        self._drive, self._root, self._tail = path.drive, path.root, path._names

    def __len__(self):
        return len(self._tail)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple([self[i] for i in range(*index.indices(len(self)))])
        if index >= len(self) or index < -len(self):
            raise IndexError(index)
        if index < 0:
            index += len(self)
        return self._path._with_parts(self._drive, self._root, self._tail[:len(self._tail) - index - 1])

    def __iter__(self):
        for i in range(len(self)):
            yield self[i]

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


def _text_of(part, owner):
    if isinstance(part, PurePath):
        return part.as_posix() if owner._flavour is _Windows and part._flavour is not _Windows else str(part)
    text = part if isinstance(part, str) or not hasattr(part, "__fspath__") else os.fspath(part)
    if not isinstance(text, str):
        raise TypeError(f"argument should be a str or an os.PathLike object where __fspath__ returns a str, not {type(text).__name__!r}")
    return text


class PurePath:
    """A path that is only looked at."""

    __slots__ = ("drive", "root", "_names", "_text", "_hash")
    _flavour = _Posix

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        flavour = self._flavour
        drive = root = ""
        names = []
        for part in args:
            text = _text_of(part, self)
            if not text:
                continue
            if flavour.altsep:
                text = text.replace(flavour.altsep, flavour.sep)
            new_drive, new_root, rest = flavour.split_root(text)
            if new_root:
                if new_drive or not drive:
                    drive = new_drive or drive
                root = new_root
                names = []
            elif new_drive and flavour.fold(new_drive) != flavour.fold(drive):
                drive, root, names = new_drive, "", []
            elif new_drive:
                drive = new_drive
            names += [name for name in rest.split(flavour.sep) if name and name != "."]
        self.drive, self.root, self._names, self._text = drive, root, names, None

    def _with_parts(self, drive, root, names):
        if drive or root or names:
            made = self.with_segments(drive + root + self._flavour.sep.join(names))
        else:
            made = self.with_segments()
        return made

    def with_segments(self, *pathsegments):
        """A path of the same kind: subclasses override it to hand on what they carry."""
        return type(self)(*pathsegments)

    def __reduce__(self):
        return type(self), self.parts

    def __repr__(self):
        return f"{type(self).__name__}({self.as_posix()!r})"

    def __str__(self):
        text = self._text
        if text is None:
            text = self.drive + self.root + self._flavour.sep.join(self._names)
            if not self.drive and not self.root and self._names and self._flavour.split_root(self._names[0])[0]:
                text = "." + self._flavour.sep + text
            self._text = text = text or "."
        return text

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def as_posix(self):
        return str(self).replace(self._flavour.sep, "/")

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        text = self.as_posix()
        drive = self.drive
        if len(drive) == 2 and drive[1] == ":":
            return f"file:///{drive}" + quote_from_bytes(os.fsencode(text[2:]))
        return ("file:" if drive else "file://") + quote_from_bytes(os.fsencode(text))

    @property
    def _key(self):
        return self._flavour.fold(str(self))

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._flavour is other._flavour and self._key == other._key

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(self._key)
            return self._hash

    def _order(self, other):
        if not isinstance(other, PurePath) or self._flavour is not other._flavour:
            return None
        return self._key.split(self._flavour.sep), other._key.split(self._flavour.sep)

    def __lt__(self, other):
        pair = self._order(other)
        return NotImplemented if pair is None else pair[0] < pair[1]

    def __le__(self, other):
        pair = self._order(other)
        return NotImplemented if pair is None else pair[0] <= pair[1]

    def __gt__(self, other):
        pair = self._order(other)
        return NotImplemented if pair is None else pair[0] > pair[1]

    def __ge__(self, other):
        pair = self._order(other)
        return NotImplemented if pair is None else pair[0] >= pair[1]

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))

    # ---- parts

    @property
    def parser(self):
        return sys.modules["os.path"] if "os.path" in sys.modules else os.path

    @property
    def anchor(self):
        return self.drive + self.root

    @property
    def parts(self):
        names = tuple(self._names)
        return (self.drive + self.root, *names) if self.drive or self.root else names

    @property
    def parent(self):
        if not self._names:
            return self
        return self._with_parts(self.drive, self.root, self._names[:-1])

    @property
    def parents(self):
        return _Parents(self)

    @property
    def name(self):
        return self._names[-1] if self._names else ""

    @property
    def suffix(self):
        name = self.name.lstrip(".")
        at = name.rfind(".")
        return name[at:] if at > 0 else ""

    @property
    def suffixes(self):
        return ["." + part for part in self.name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        name = self.name
        suffix = self.suffix
        return name[:-len(suffix)] if suffix else name

    def with_name(self, name):
        if not name or self._flavour.sep in name or self._flavour.altsep and self._flavour.altsep in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        if not self._names:
            raise ValueError(f"{self!r} has an empty name")
        return self._with_parts(self.drive, self.root, [*self._names[:-1], name])

    def with_stem(self, stem):
        suffix = self.suffix
        if suffix and not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not suffix.startswith(".") or self._flavour.sep in suffix:
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    def joinpath(self, *pathsegments):
        return self.with_segments(self, *pathsegments)

    def relative_to(self, other, *, walk_up=False):
        if not hasattr(other, "with_segments"):
            other = self.with_segments(other)
        for step, path in enumerate([other, *other.parents]):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if path.name == "..":
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        else:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self._with_parts("", "", [".."] * step + self._names[len(path._names):])

    def is_relative_to(self, other):
        if not hasattr(other, "with_segments"):
            other = self.with_segments(other)
        return other == self or other in self.parents

    def is_absolute(self):
        if self._flavour is _Posix:
            return not not self.root
        return not not (self.drive and self.root)

    def is_reserved(self):
        return False

    def match(self, path_pattern, *, case_sensitive=None):
        pattern = path_pattern if isinstance(path_pattern, PurePath) else self.with_segments(path_pattern)
        wanted = list(reversed(pattern.parts))
        if not wanted:
            raise ValueError("empty pattern")
        mine = list(reversed(self.parts))
        if len(mine) < len(wanted) or len(mine) > len(wanted) and pattern.anchor:
            return False
        test = _name_test(self._flavour, case_sensitive)
        return all([test(name, glob) for name, glob in zip(mine, wanted)])

    def full_match(self, pattern, *, case_sensitive=None):
        pattern = pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)
        return _match_parts(list(self.parts), list(pattern.parts), _name_test(self._flavour, case_sensitive))


def _name_test(flavour, case_sensitive):
    from fnmatch import fnmatchcase
    if case_sensitive is None:
        case_sensitive = flavour is _Posix
    if case_sensitive:
        return fnmatchcase
    return lambda name, pattern: fnmatchcase(name.lower(), pattern.lower())


def _match_parts(names, patterns, test):
    """Do the names fit the patterns, where ** stands for any number of names?"""
    if not patterns:
        return not names
    if patterns[0] == "**":
        return any([_match_parts(names[i:], patterns[1:], test) for i in range(len(names) + 1)])
    return not not names and test(names[0], patterns[0]) and _match_parts(names[1:], patterns[1:], test)


class PurePosixPath(PurePath):
    """A path with slashes."""

    __slots__ = ()


class PureWindowsPath(PurePath):
    """A path with drives and backslashes."""

    _flavour = _Windows
    __slots__ = ()


class Path(PurePath):
    """A path whose file the host may be asked about."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        elif issubclass(cls, WindowsPath):
            raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")
        return object.__new__(cls)

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls("~").expanduser()

    def expanduser(self):
        if self.drive or self.root or not self._names or self._names[0][:1] != "~":
            return self
        home = os.path.expanduser(self._names[0])
        if home[:1] == "~":
            raise RuntimeError("Could not determine home directory.")
        return self.with_segments(home, *self._names[1:])

    def absolute(self):
        return self if self.is_absolute() else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        return self.with_segments(os.path.realpath(self, strict=strict))

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return self.stat(follow_symlinks=False)

    def exists(self, *, follow_symlinks=True):
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def is_dir(self, *, follow_symlinks=True):
        return os.path.isdir(self) and (follow_symlinks or not self.is_symlink())

    def is_file(self, *, follow_symlinks=True):
        return os.path.isfile(self) and (follow_symlinks or not self.is_symlink())

    def is_symlink(self):
        return os.path.islink(self)

    def readlink(self):
        return self.with_segments(os.readlink(self))

    def is_mount(self):
        return os.path.ismount(self)

    def _never(self):
        return False

    is_socket = is_fifo = is_block_device = is_char_device = is_junction = _never

    def samefile(self, other_path):
        return os.path.samefile(self, other_path)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        with open(self, encoding=encoding, errors=errors, newline=newline) as file:
            return file.read()

    def read_bytes(self):
        with open(self, "rb") as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with open(self, "w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        data = bytes(memoryview(data))
        with open(self, "wb") as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, "File exists", str(self))
            os.utime(self)
            return
        open(self, "ab").close()

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        os.rmdir(self)

    def unlink(self, missing_ok=False):
        try:
            os.remove(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        os.rename(self, target)
        return self.with_segments(target)

    replace = rename

    def iterdir(self):
        names = os.listdir(self)
        return iter([self._with_parts(self.drive, self.root, [*self._names, name]) for name in names])

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        for folder, folders, files in os.walk(self, top_down, on_error, follow_symlinks):
            yield self.with_segments(folder), folders, files

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        wanted = pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)
        if wanted.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if not wanted._names:
            raise ValueError(f"Unacceptable pattern: {str(pattern)!r}")
        only_folders = isinstance(pattern, str) and pattern.endswith("/")
        return _select(self, wanted._names, _name_test(self._flavour, case_sensitive), only_folders, recurse_symlinks)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        wanted = pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)
        if wanted.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        return self.glob(self.with_segments("**", wanted), case_sensitive=case_sensitive, recurse_symlinks=recurse_symlinks)

    def _unsupported(self, *args, **kwargs):
        raise UnsupportedOperation("making links, owners and modes are not available in the sandbox")

    symlink_to = hardlink_to = chmod = lchmod = owner = group = _unsupported

    @classmethod
    def from_uri(cls, uri):
        from urllib.parse import unquote
        if not uri.startswith("file:"):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        text = uri[5:]
        if text[:12] == "//localhost/":
            text = text[11:]
        elif text[:3] == "///":
            text = text[2:]
        path = cls(unquote(text))
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path


def _select(folder, patterns, test, only_folders, follow):
    seen = set()

    def entries(path):
        try:
            return sorted(path.iterdir())
        except OSError as error:
            if error.errno == 1:  # the host refuses
                raise
            return []

    def walk(path, rest):
        if not rest:
            if path not in seen and (not only_folders or path.is_dir()):
                seen.add(path)
                yield path
            return
        first, *others = rest
        if first == "**":
            yield from walk(path, others)
            for entry in entries(path):
                if entry.is_dir(follow_symlinks=follow):
                    yield from walk(entry, rest)
                elif not others and not only_folders and entry not in seen:
                    seen.add(entry)
                    yield entry
        elif first == "..":
            yield from walk(path / "..", others)
        else:
            for entry in entries(path):
                if test(entry.name, first) and (not others or entry.is_dir()):
                    yield from walk(entry, others)

    return walk(folder, patterns)


class PosixPath(Path, PurePosixPath):
    """A Path of this system."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A Path of the other system: cannot be made here."""

    __slots__ = ()
