# SPDX-License-Identifier: MIT
# _files: open(). A file is read whole from the host when it is opened, and written back whole to the host by flush() and close().
# The host answers os_call("read_file", path) with bytes and os_call("write_file", path, data, mode) with None, or refuses.
from __future__ import annotations

import io
import os

import _monty


def _ask(path, name, *args):
    try:
        return _monty.os_call(name, path, *args)
    except OSError as error:
        if error.filename is None and error.errno is not None:
            raise type(error)(error.errno, error.strerror, path) from None
        raise


def _check_mode(mode):
    """(creating, reading, writing, appending, binary) of a mode that open() takes."""
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    letters = set(mode)
    if letters - set("xrwabt+") or len(mode) > len(letters):
        raise ValueError(f"invalid mode: {mode!r}")
    if "t" in letters and "b" in letters:
        raise ValueError("can't have text and binary mode at once")
    if len(letters & set("xrwa")) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    both = "+" in letters
    return "x" in letters, "r" in letters or both, "r" not in letters or both, "a" in letters, "b" in letters


class _HostFile:
    """What text and binary files share: the name, the mode, and writing back."""

    def _start(self, path, mode, reading, writing):
        self.name = path
        self.mode = mode
        self._reading = reading
        self._writing = writing
        self._dirty = False

    def readable(self) -> bool:
        self._check_open()
        return self._reading

    def writable(self) -> bool:
        self._check_open()
        return self._writing

    def fileno(self) -> int:
        self._unsupported("fileno")

    def _need(self, allowed, what):
        self._check_open()
        if not allowed:
            raise io.UnsupportedOperation(f"not {what}" if what == "readable" or what == "writable" else what)

    def read(self, size=-1, /):
        self._need(self._reading, "readable")
        return super().read(size)

    def readline(self, size=-1, /):
        self._need(self._reading, "readable")
        return super().readline(size)

    def readlines(self, hint=-1, /):
        self._need(self._reading, "readable")
        return super().readlines(hint)

    def __next__(self):
        self._need(self._reading, "readable")
        return super().__next__()

    def write(self, data, /):
        self._need(self._writing, "writable")
        self._dirty = True
        return super().write(data)

    def truncate(self, size=None, /):
        self._need(self._writing, "writable")
        self._dirty = True
        return super().truncate(size)

    def flush(self) -> None:
        self._check_open()
        if self._dirty:
            self._dirty = False
            _ask(self.name, "write_file", self._bytes(), "w")

    def close(self) -> None:
        if not self.closed:
            try:
                self.flush()
            finally:
                super().close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name!r} mode={self.mode!r}>"


class TextFile(_HostFile, io.StringIO):
    """A text file of the host."""

    def __init__(self, path, mode, data, reading, writing, encoding, errors, newline):
        io.StringIO.__init__(self, "", newline="\n" if newline is None else newline)
        self._start(path, mode, reading, writing)
        self._codec = "utf-8" if encoding is None else encoding
        self._codec_errors = "strict" if errors is None else errors
        text = data.decode(self._codec, self._codec_errors)
        if newline is None:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        io.StringIO.write(self, text)
        io.StringIO.seek(self, 0)

    def _bytes(self):
        return self.getvalue().encode(self._codec, self._codec_errors)

    @property
    def encoding(self):
        return self._codec

    @property
    def errors(self):
        return self._codec_errors


class BinaryFile(_HostFile, io.BytesIO):
    """A binary file of the host."""

    def __init__(self, path, mode, data, reading, writing):
        io.BytesIO.__init__(self, data)
        self._start(path, mode, reading, writing)

    def _bytes(self):
        return self.getvalue()


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Opens a file of the host; refused unless the host answers."""
    creating, reading, writing, appending, binary = _check_mode(mode)
    if binary and (encoding is not None or errors is not None or newline is not None):
        wrong = "an encoding" if encoding is not None else "an errors" if errors is not None else "a newline"
        raise ValueError(f"binary mode doesn't take {wrong} argument")
    if isinstance(file, int) or opener is not None:
        raise OSError(9, "Bad file descriptor")
    path = os.fsdecode(file)
    if "\0" in path:
        raise ValueError("embedded null character")
    if "r" in mode:
        data = _ask(path, "read_file")
    elif appending:
        try:
            data = _ask(path, "read_file")
        except FileNotFoundError:
            data = _ask(path, "write_file", b"", "w") or b""
    else:
        data = _ask(path, "write_file", b"", "x" if creating else "w") or b""
    stream = (BinaryFile(path, mode, data, reading, writing) if binary
              else TextFile(path, mode, data, reading, writing, encoding, errors, newline))
    if appending:
        stream.seek(0, 2)
    return stream
