# SPDX-License-Identifier: MIT
# _files: open(). A file that is read is read whole when it is opened; what is written is collected, and reaches the host when it
# is much, at flush() and close(), before the next question about files, and at the end of the run. So an open file is
# plain data of the program, with a name that the host knows. The questions are listed in os.py.
from __future__ import annotations

import io
import os

import _monty

_MUCH = 1 << 16


def _check_mode(mode):
    """(creating, reading, writing, appending, binary) of a mode that open() takes."""
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    letters = set(mode)
    if letters - set("xrwabt+") or len(mode) > len(letters):
        raise ValueError(f"invalid mode: {mode!r}")
    if "t" in letters and "b" in letters:
        raise ValueError("can't have text and binary mode at once")
    kinds = len(letters & set("xrwa"))
    if kinds == 0:
        raise ValueError("Must have exactly one of create/read/write/append mode and at most one plus")
    if kinds > 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    both = "+" in letters
    return "x" in letters, "r" in letters or both, "r" not in letters or both, "a" in letters, "b" in letters


class _HostFile:
    # What the kinds of binary files share: the name, and what the host does not have yet: _sent_to is the position that
    # _data[_from:_to] belongs to.
    __module__ = "_io"

    def _open(self, name, path, mode):
        self.name = name
        self.mode = mode
        self._path = path
        self._raw = None

    def _write_out(self, data, position):
        try:
            _monty.os_call("write_file", self._path, data, "a" if self._appending else "r+", position)
        except OSError as error:
            if error.errno is None:
                raise
            raise type(error)(error.errno, error.strerror, self.name) from None

    def _await_writing(self):
        if self not in os._unwritten:
            os._unwritten.append(self)

    def _no_more_to_write(self):
        if self in os._unwritten:
            os._unwritten.remove(self)

    @property
    def raw(self):
        if self._raw is None:
            self._raw = FileIO(self)
        return self._raw

    def _cut(self, size):
        try:
            _monty.os_call("truncate", self._path, size)
        except OSError as error:
            if error.errno is None:
                raise
            raise type(error)(error.errno, error.strerror, self.name) from None

    def seekable(self):
        self._check_open()
        return True

    def isatty(self):
        self._check_open()
        return False

    def fileno(self):
        self._check_open()
        raise io.UnsupportedOperation("fileno: the sandbox has no file descriptors")

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                super().close()

    def __repr__(self):
        return f"<_io.{type(self).__name__} name={self.name!r}>"


def _same(self, other):
    return self is other


class BufferedReader(_HostFile, io._BytesBase):
    """A file for reading."""

    __module__ = "_io"
    _appending = False
    _read_closed = "read of closed file"
    __eq__ = _same
    __hash__ = object.__hash__

    def _start(self, data):
        self._data = bytearray(data)
        self._at = 0

    def writable(self):
        self._check_open()
        return False

    def peek(self, size=0, /):
        self._check_open()
        return bytes(self._data[self._at:self._at + io.DEFAULT_BUFFER_SIZE])

    def seek(self, pos, whence=0, /):
        self._check_open("seek of closed file")
        at = pos + (self._at if whence == 1 else len(self._data) if whence == 2 else 0)
        if whence not in (0, 1, 2):
            raise ValueError(f"whence value {whence} unsupported")
        if at < 0:
            raise OSError(22, "Invalid argument")
        self._at = at
        return at

    def write(self, b, /):
        raise io.UnsupportedOperation("write")

    def truncate(self, pos=None, /):
        raise io.UnsupportedOperation("truncate")


class BufferedRandom(BufferedReader):
    """A file for reading and writing."""

    __module__ = "_io"
    _from = _to = 0  # what the host does not have yet

    def writable(self):
        self._check_open()
        return True

    def write(self, b, /):
        self._check_open("write to closed file")
        if self._appending:
            self._at = len(self._data)
        begin = min(self._at, len(self._data))  # a gap is written as zeros
        count = io._BytesBase.write(self, b)
        if count:
            if self._from == self._to:
                self._from, self._to = begin, self._at
                self._await_writing()
            else:
                self._from, self._to = min(self._from, begin), max(self._to, self._at)
        return count

    def flush(self):
        self._check_open("flush of closed file")
        if self._from != self._to:
            begin, end = self._from, self._to
            self._from = self._to = 0
            self._no_more_to_write()
            self._write_out(bytes(self._data[begin:end]), begin)

    def truncate(self, pos=None, /):
        self.flush()
        size = self._at if pos is None else pos
        if size < 0:
            raise OSError(22, "Invalid argument")
        self._cut(size)
        if size < len(self._data):
            del self._data[size:]
        else:
            self._data += bytes(size - len(self._data))
        return size


class BufferedWriter(_HostFile, io.BufferedIOBase):
    """A file for writing: only what the host does not have yet is kept."""

    __module__ = "_io"

    def _start(self, size, appending):
        self._data = bytearray()  # belongs to the position _from
        self._from = 0
        self._size = size
        self._at = size
        self._appending = appending

    def readable(self):
        self._check_open()
        return False

    def writable(self):
        self._check_open()
        return True

    def read(self, size=-1, /):
        raise io.UnsupportedOperation("read")

    read1 = readline = read

    def __next__(self):
        raise io.UnsupportedOperation("read")

    def write(self, b, /):
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        if self._closed:
            raise ValueError("write to closed file")
        data = b if isinstance(b, (bytes, bytearray)) else bytes(memoryview(b))
        if self._appending:
            self._at = self._size
        if not self._data:
            if not data:
                return 0
            self._from = self._at
            self._await_writing()
        elif self._at != self._from + len(self._data):
            self.flush()
            return self.write(data)
        self._data += data
        self._at += len(data)
        if self._at > self._size:
            self._size = self._at
        if len(self._data) >= _MUCH:
            self.flush()
        return len(data)

    def flush(self):
        self._check_open("flush of closed file")
        if self._data:
            data = bytes(self._data)
            self._data = bytearray()
            self._no_more_to_write()
            self._write_out(data, self._from)

    def tell(self):
        self._check_open()
        return self._at

    def seek(self, pos, whence=0, /):
        self._check_open()
        at = pos + (self._at if whence == 1 else self._size if whence == 2 else 0)
        if whence not in (0, 1, 2):
            raise ValueError(f"whence value {whence} unsupported")
        if at < 0:
            raise OSError(22, "Invalid argument")
        self._at = at
        return at

    def truncate(self, pos=None, /):
        self.flush()
        size = self._at if pos is None else pos
        if size < 0:
            raise OSError(22, "Invalid argument")
        self._cut(size)
        self._size = size
        return size


class FileIO(io.RawIOBase):
    """A file without a buffer: what is written reaches the host at once."""

    __module__ = "_io"

    def __init__(self, file):
        self._file = file

    name = property(lambda self: self._file.name)
    closed = property(lambda self: self._file.closed)
    closefd = True

    @property
    def mode(self):
        mode = self._file.mode.replace("t", "").replace("b", "")
        return f"{mode[0]}b{mode[1:]}"

    def readable(self):
        return self._file.readable()

    def writable(self):
        return self._file.writable()

    def seekable(self):
        return self._file.seekable()

    def read(self, size=-1, /):
        if not self.readable():
            raise io.UnsupportedOperation("File not open for reading")
        return self._file.read(size)

    def readall(self):
        return self.read()

    def readinto(self, b, /):
        return self._file.readinto(b)

    def write(self, b, /):
        if not self.writable():
            raise io.UnsupportedOperation("File not open for writing")
        count = self._file.write(b)
        self._file.flush()
        return count

    def seek(self, pos, whence=0, /):
        return self._file.seek(pos, whence)

    def tell(self):
        return self._file.tell()

    def truncate(self, size=None, /):
        return self._file.truncate(size)

    def flush(self):
        self._file.flush()

    def fileno(self):
        return self._file.fileno()

    def close(self):
        self._file.close()

    def __repr__(self):
        if self.closed:
            return "<_io.FileIO [closed]>"
        return f"<_io.FileIO name={self.name!r} mode={self.mode!r} closefd=True>"


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Opens a file of the host; refused unless the host answers."""
    if not isinstance(file, int):
        file = os.fspath(file)
    creating, reading, writing, appending, binary = _check_mode(mode)
    if binary and (encoding is not None or errors is not None or newline is not None):
        wrong = "an encoding" if encoding is not None else "an errors" if errors is not None else "a newline"
        raise ValueError(f"binary mode doesn't take {wrong} argument")
    if not binary:
        if buffering == 0:
            raise ValueError("can't have unbuffered text I/O")
        io._check_text_options(encoding, errors, newline)
    if isinstance(file, int):
        raise OSError(9, "Bad file descriptor")
    if not closefd:
        raise ValueError("Cannot use closefd=False with file name")
    if opener is not None:
        raise io.UnsupportedOperation("open() with an opener: the sandbox has no file descriptors")
    path = os._from_root(os.fsdecode(file))
    if "\0" in path:
        raise ValueError("embedded null byte")
    if reading and not writing or "r" in mode:
        data = os._ask("read_file", file)
    elif appending and reading:
        os._ask("write_file", file, b"", "a", 0)
        data = os._ask("read_file", file)
    else:
        size = os._ask("write_file", file, b"", "a" if appending else "x" if creating else "w", 0)
        data = b""
    if not reading:
        stream = BufferedWriter()
        stream._start(size if appending and isinstance(size, int) else 0, appending)
    else:
        stream = BufferedRandom() if writing else BufferedReader()
        stream._start(data)
        if appending:
            stream._appending = True
            stream.seek(0, 2)
    kind = "x" if creating else "a" if appending else "r" if "r" in mode else "w"
    stream._open(file, path, ("rb+" if kind in "rw" else kind + "b+") if reading and writing else kind + "b")
    if binary:
        return FileIO(stream) if buffering == 0 else stream
    text = io.TextIOWrapper(stream, encoding, errors, newline, buffering == 1)
    text.mode = mode
    return text


def write_all():
    """At the end of a run."""
    problems = []
    for file in os._unwritten[:]:
        try:
            file.flush()
        except OSError as error:
            problems.append(error)
    os._unwritten.clear()
    return problems
