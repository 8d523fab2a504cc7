# SPDX-License-Identifier: MIT
# io: streams in memory, and the names that programs check streams against. Real files come from the host through open().
#
# Invariant: StringIO keeps its text as a list of pieces while a program only appends, and as one string otherwise.
from __future__ import annotations

import builtins

__all__ = ["BlockingIOError", "open", "IOBase", "RawIOBase", "BufferedIOBase", "TextIOBase", "StringIO", "BytesIO",
           "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE"]

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192
BlockingIOError = BlockingIOError


class UnsupportedOperation(OSError, ValueError):
    """The stream can't do that."""


class IOBase:
    """The base of streams."""

    _closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(f"{type(self).__name__}.{name}() not supported")

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        if not self._closed:
            try:
                self.flush()
            finally:
                self._closed = True

    def flush(self) -> None:
        self._check_open()

    def _check_open(self, message="I/O operation on closed file."):
        if self.closed:
            raise ValueError(message)

    def seek(self, pos, whence=0):
        self._unsupported("seek")

    def tell(self) -> int:
        return self.seek(0, 1)

    def truncate(self, pos=None):
        self._unsupported("truncate")

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def isatty(self) -> bool:
        self._check_open()
        return False

    def seekable(self) -> bool:
        return False

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return False

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, *details):
        self.close()

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self, size=-1):
        # For subclasses that have only read(): byte by byte.
        line = bytearray()
        while size is None or size < 0 or len(line) < size:
            piece = self.read(1)
            if not piece:
                break
            line += piece
            if line.endswith(b"\n"):
                break
        return bytes(line)

    def readlines(self, hint=None) -> list:
        if hint is None or hint <= 0:
            return list(self)
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if total >= hint:
                break
        return lines

    def writelines(self, lines) -> None:
        self._check_open()
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        count = self.readinto(buffer)
        return None if count is None else bytes(buffer[:count])

    def readall(self):
        pieces = []
        while piece := self.read(DEFAULT_BUFFER_SIZE):
            pieces.append(piece)
        return b"".join(pieces)

    def readinto(self, b):
        self._unsupported("readinto")

    def write(self, b):
        self._unsupported("write")


class BufferedIOBase(IOBase):
    def read(self, size=-1):
        self._unsupported("read")

    read1 = read

    def readinto(self, b) -> int:
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    readinto1 = readinto

    def write(self, b):
        self._unsupported("write")

    def detach(self):
        self._unsupported("detach")


class TextIOBase(IOBase):
    encoding = None
    errors = None
    newlines = None

    def read(self, size=-1):
        self._unsupported("read")

    def write(self, s):
        self._unsupported("write")

    def readline(self, size=-1):
        self._unsupported("readline")

    def detach(self):
        self._unsupported("detach")


class TextIOWrapper(TextIOBase):
    """Text over a binary stream."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        self.buffer = buffer
        self.encoding = encoding or "utf-8"
        self.errors = errors or "strict"
        self.name = getattr(buffer, "name", None)
        self._newline = newline
        self._reader = None

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()

    def _text(self):
        if self._reader is None:
            text = self.buffer.read().decode(self.encoding, self.errors)
            self._reader = StringIO(text, self._newline)
        return self._reader

    def read(self, size=-1):
        return self._text().read(size)

    def readline(self, size=-1):
        return self._text().readline(size)

    def write(self, s):
        text = s if self._newline in (None, "", "\n") else s.replace("\n", self._newline)
        self.buffer.write(text.encode(self.encoding, self.errors))
        return len(s)

    def seek(self, pos, whence=0):
        self._reader = None
        return self.buffer.seek(pos, whence)

    def tell(self):
        return self.buffer.tell()

    def flush(self):
        self.buffer.flush()

    def close(self):
        self.buffer.close()

    @property
    def closed(self):
        return self.buffer.closed

    def detach(self):
        buffer, self.buffer = self.buffer, None
        return buffer


class StringIO(TextIOBase):
    """Text in memory, used like a file."""

    def __init__(self, initial_value: str | None = "", newline: str | None = "\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self._newline = newline
        self._text = self._translate(initial_value) if initial_value else ""
        self._pieces = []          # text after _text, when _at is at the end
        self._at = 0               # the position; with pieces it is the end

    def _translate(self, text):
        if self._newline is None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        if self._newline in ("\r", "\r\n"):
            return text.replace("\n", self._newline)
        return text

    def _whole(self):
        if self._pieces:
            self._text += "".join(self._pieces)
            self._pieces = []
        return self._text

    def _check_open(self, message="I/O operation on closed file"):
        if self._closed:
            raise ValueError(message)

    def close(self) -> None:
        self._closed = True
        self._pieces = []
        self._text = ""

    def getvalue(self) -> str:
        """All the text."""
        self._check_open()
        return self._whole()

    def readable(self) -> bool:
        self._check_open()
        return True

    writable = seekable = readable

    @property
    def line_buffering(self) -> bool:
        return False

    def write(self, s: str, /) -> int:
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got '{type(s).__name__}'")
        self._check_open()
        text = s if self._newline == "\n" or not s else self._translate(s)
        if self._pieces or self._at == len(self._text):
            self._pieces.append(text)
            self._at += len(text)
            if len(self._pieces) == 4096:  # one constant written again and again takes its room, too
                self._whole()
            return len(s)
        if not text:
            return 0
        whole = self._text
        if self._at > len(whole):
            whole += "\0" * (self._at - len(whole))
        self._text = whole[:self._at] + text + whole[self._at + len(text):]
        self._at += len(text)
        return len(s)

    def read(self, size: int | None = -1, /) -> str:
        self._check_open()
        text = self._whole()
        end = len(text) if size is None or size < 0 else min(len(text), self._at + size)
        piece = text[self._at:end]
        self._at = max(self._at, end)
        return piece

    def readline(self, size: int | None = -1, /) -> str:
        self._check_open()
        text = self._whole()
        start = self._at
        end = self._line_end(text, start)
        if size is not None and 0 <= size < end - start:
            end = start + size
        self._at = max(start, end)
        return text[start:end]

    def _line_end(self, text, start):
        newline = self._newline
        if newline == "":
            ends = [found + 1 for found in (text.find("\n", start),) if found >= 0]
            found = text.find("\r", start)
            if found >= 0:
                ends.append(found + (2 if text.startswith("\r\n", found) else 1))
            return min(ends, default=len(text))
        newline = newline or "\n"
        found = text.find(newline, start)
        return len(text) if found < 0 else found + len(newline)

    def tell(self) -> int:
        self._check_open()
        return self._at

    def seek(self, pos: int, whence: int = 0, /) -> int:
        self._check_open()
        text = self._whole()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"Negative seek position {pos}")
            self._at = pos
        elif whence in (1, 2):
            if pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            if whence == 2:
                self._at = len(text)
        else:
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        return self._at

    def truncate(self, pos: int | None = None, /) -> int:
        self._check_open()
        text = self._whole()
        if pos is None:
            pos = self._at
        if pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._text = text[:pos]
        return pos


class BytesIO(BufferedIOBase):
    """Bytes in memory, used like a file."""

    def __init__(self, initial_bytes=b""):
        self._data = bytearray(initial_bytes)
        self._at = 0

    def _check_open(self, message="I/O operation on closed file."):
        if self._closed:
            raise ValueError(message)

    def close(self) -> None:
        self._closed = True
        self._data = bytearray()

    def getvalue(self) -> bytes:
        self._check_open()
        return bytes(self._data)

    def getbuffer(self):
        self._check_open()
        return memoryview(self._data)

    def readable(self) -> bool:
        self._check_open()
        return True

    writable = seekable = readable

    def read(self, size: int | None = -1, /) -> bytes:
        self._check_open()
        end = len(self._data) if size is None or size < 0 else min(len(self._data), self._at + size)
        piece = bytes(self._data[self._at:end])
        self._at = max(self._at, end)
        return piece

    read1 = read

    def readline(self, size: int | None = -1, /) -> bytes:
        self._check_open()
        found = self._data.find(b"\n", self._at)
        end = len(self._data) if found < 0 else found + 1
        if size is not None and 0 <= size < end - self._at:
            end = self._at + size
        piece = bytes(self._data[self._at:end])
        self._at = max(self._at, end)
        return piece

    def write(self, b, /) -> int:
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._check_open()
        data = bytes(memoryview(b)) if not isinstance(b, (bytes, bytearray)) else b
        if not data:
            return 0
        at = self._at
        if at > len(self._data):
            self._data += bytes(at - len(self._data))
        self._data[at:at + len(data)] = data
        self._at = at + len(data)
        return len(data)

    def tell(self) -> int:
        self._check_open()
        return self._at

    def seek(self, pos: int, whence: int = 0, /) -> int:
        self._check_open()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
            self._at = pos
        elif whence == 1:
            self._at = max(0, self._at + pos)
        elif whence == 2:
            self._at = max(0, len(self._data) + pos)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._at

    def truncate(self, size: int | None = None, /) -> int:
        self._check_open()
        if size is None:
            size = self._at
        elif size < 0:
            raise ValueError(f"negative size value {size}")
        del self._data[size:]
        return size


open = builtins.open


def text_encoding(encoding, stacklevel=2):
    return "utf-8" if encoding is None else encoding
