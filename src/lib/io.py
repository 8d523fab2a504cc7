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


def _check_text_options(encoding, errors, newline):
    if newline is not None and not isinstance(newline, str):
        raise TypeError(f"open() argument 'newline' must be str or None, not {type(newline).__name__}")
    if newline not in (None, "", "\n", "\r", "\r\n"):
        raise ValueError(f"illegal newline value: {newline}")
    if encoding is not None:
        if not isinstance(encoding, str):
            raise TypeError(f"open() argument 'encoding' must be str or None, not {type(encoding).__name__}")
        from codecs import lookup
        lookup(encoding)


# Encodings that begin with a mark, and what goes on behind it.
_MARKED = {"utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4), "utf-8-sig": ("utf-8", 3)}
_CHUNK = 8192


class TextIOWrapper(TextIOBase):
    """Text over a binary stream."""

    # _text is the decoded rest of the stream, or None while nothing is read ahead; _at how far it is used. The stream's
    # position of _text[_mark] is _base, that of its begin _start. Line ends are translated as text is handed out.
    __module__ = "_io"

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        _check_text_options(encoding, errors, newline)
        self._buffer = buffer
        self._encoding = "utf-8" if encoding is None or encoding == "locale" else encoding
        self._errors = errors or "strict"
        self._newline = newline
        self.line_buffering = line_buffering
        self.write_through = write_through
        name = self._encoding.lower().replace("_", "-")
        self._marked = _MARKED.get({"utf16": "utf-16", "utf32": "utf-32"}.get(name, name))
        self._text = None
        self._at = self._mark = self._base = 0
        self._returns = False     # \r is in _text, and means the end of a line
        self._seen = 0            # kinds of line ends: 1 \r, 2 \n, 4 \r\n
        self._telling = True

    encoding = property(lambda self: self._encoding)
    errors = property(lambda self: self._errors)
    buffer = property(lambda self: self._stream())
    name = property(lambda self: self._stream().name)

    @property
    def newlines(self):
        kinds = [end for bit, end in ((1, "\r"), (2, "\n"), (4, "\r\n")) if self._seen & bit]
        return None if not kinds else kinds[0] if len(kinds) == 1 else tuple(kinds)

    @property
    def closed(self):
        return self._stream().closed

    def _stream(self):
        if self._buffer is None:
            raise ValueError("underlying buffer has been detached")
        return self._buffer

    def _check_open(self, message="I/O operation on closed file."):
        if self.closed:
            raise ValueError(message)

    def readable(self):
        return self._stream().readable()

    def writable(self):
        return self._stream().writable()

    def seekable(self):
        return self._stream().seekable()

    def isatty(self):
        return self._stream().isatty()

    def fileno(self):
        return self._stream().fileno()

    def reconfigure(self, *, encoding=None, errors=None, newline=False, line_buffering=None, write_through=None):
        if self._text is not None and (encoding is not None or errors is not None or newline is not False):
            raise UnsupportedOperation("not possible to set the encoding or newline of stream after the first read")
        self.flush()
        if newline is False:
            newline = self._newline
        self.__init__(self._buffer, self._encoding if encoding is None else encoding,
                      errors or ("strict" if encoding is not None else self._errors), newline,
                      self.line_buffering if line_buffering is None else line_buffering,
                      self.write_through if write_through is None else write_through)

    # ---- reading

    def _read_ahead(self):
        stream = self._stream()
        self._check_open()
        if not stream.readable():
            raise UnsupportedOperation("not readable")
        self._base = self._start = stream.tell() if stream.seekable() else 0
        data = stream.read()
        codec = self._marked[0] if self._marked and self._base else self._encoding
        text = data.decode(codec, self._errors)
        self._text = text
        self._at = self._mark = 0
        ends = self._newline is None or self._newline == ""
        self._returns = ends and "\r" in text
        if ends:
            pairs = text.count("\r\n") if self._returns else 0
            self._seen |= ((1 if self._returns and text.count("\r") > pairs else 0) | (2 if text.count("\n") > pairs else 0)
                           | (4 if pairs else 0))
        return text

    def _handed_out(self, text):
        return text.replace("\r\n", "\n").replace("\r", "\n") if self._returns and self._newline is None else text

    def read(self, size=-1, /):
        if size is not None and not isinstance(size, int):
            raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'")
        self._check_open()
        text = self._read_ahead() if self._text is None else self._text
        at = self._at
        if size is None or size < 0:
            self._at = len(text)
            return self._handed_out(text[at:])
        if not self._returns or self._newline is not None:
            self._at = min(at + size, len(text))
            return text[at:at + size]
        pieces = []
        while size > 0 and self._at < len(text):  # \r\n counts as one
            end = min(self._at + size, len(text))
            if text.startswith("\r\n", end - 1):
                end += 1
            piece = self._handed_out(text[self._at:end])
            self._at = end
            size -= len(piece)
            pieces.append(piece)
        return "".join(pieces)

    def _line_end(self, text, at):
        if not self._returns:
            end = self._newline or "\n"
            found = text.find(end, at)
            return len(text) if found < 0 else found + len(end)
        line, turn = text.find("\n", at), text.find("\r", at)
        if turn < 0 or 0 <= line < turn:
            return len(text) if line < 0 else line + 1
        return turn + (2 if line == turn + 1 else 1)

    def readline(self, size=-1, /):
        if not isinstance(size, int):
            if not hasattr(type(size), "__index__"):
                raise TypeError(f"'{type(size).__name__}' object cannot be interpreted as an integer")
            size = size.__index__()
        self._check_open()
        text = self._read_ahead() if self._text is None else self._text
        at = self._at
        end = self._line_end(text, at)
        if 0 <= size < end - at:
            end = at + size
        self._at = end
        return self._handed_out(text[at:end])

    def __next__(self):
        self._telling = False
        text = self._text
        if text is not None and not self._returns and not self._newline:
            at = self._at
            end = text.find("\n", at) + 1
            if end:
                if self._buffer.closed:
                    self._check_open()
                self._at = end
                return text[at:end]
        line = self.readline()
        if not line:
            self._telling = True
            raise StopIteration
        return line

    # ---- writing

    # The stream stands where CPython's does, who has read whole chunks.
    def _leave_reading(self):
        if self._text is not None:
            used = self._position() - self._start
            stop = self._stream().tell()
            self._text = None
            self._stream().seek(min(stop, self._start + max(1, -(-used // _CHUNK)) * _CHUNK))

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"write() argument must be str, not {type(s).__name__}")
        stream = self._stream()
        if stream.closed:
            self._check_open()
        if not stream.writable():
            raise UnsupportedOperation("not writable")
        if self._text is not None:
            self._leave_reading()
        newline = self._newline
        text = s if newline is None or newline == "" or newline == "\n" else s.replace("\n", newline)
        codec = self._marked[0] if self._marked and stream.tell() else self._encoding
        stream.write(text.encode(codec, self._errors))
        if self.write_through or self.line_buffering and ("\n" in s or "\r" in s):
            self.flush()
        return len(s)

    def flush(self):
        self._check_open()
        self._stream().flush()

    # ---- positions

    def _position(self):
        if self._text is None:
            return self._stream().tell()
        if self._at != self._mark:
            codec, size = self._marked or (self._encoding, 0)
            if self._base == 0 and self._marked:
                self._base = size
            self._base += len(self._text[self._mark:self._at].encode(codec, "surrogatepass" if self._errors == "strict" else self._errors))
            self._mark = self._at
        return self._base

    def tell(self):
        self._check_open()
        if not self._telling:
            raise OSError("telling position disabled by next() call")
        self._stream().flush()
        return self._position()

    def seek(self, cookie, whence=0, /):
        self._check_open()
        if whence == 1:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie = self.tell()
        elif whence == 2:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
            self._stream().flush()
            self._text = None
            self._telling = True
            return self._stream().seek(0, 2)
        elif whence != 0:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        if cookie < 0:
            raise ValueError(f"negative seek position {cookie}")
        self._stream().flush()
        self._text = None
        self._telling = True
        return self._stream().seek(cookie)

    def truncate(self, pos=None, /):
        self.flush()
        self._leave_reading()
        return self._stream().truncate(pos)

    # ---- the end

    def close(self):
        if self._buffer is not None and not self.closed:
            try:
                self.flush()
            finally:
                self._buffer.close()

    def detach(self):
        self.flush()
        buffer, self._buffer = self._buffer, None
        return buffer

    def __repr__(self):
        name = f" name={self._buffer.name!r}" if hasattr(self._buffer, "name") else ""
        mode = f" mode={self.mode!r}" if hasattr(self, "mode") else ""
        return f"<_io.TextIOWrapper{name}{mode} encoding={self._encoding!r}>"


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
        pieces = self._pieces
        if pieces and type(s) is str and self._newline == "\n" and len(pieces) < 4095:  # open, and at the end
            pieces.append(s)
            count = len(s)
            self._at += count
            return count
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

    def __next__(self) -> str:
        if type(self) is StringIO and self._newline == "\n" and not self._closed:
            at = self._at
            end = self._text.find("\n", at) + 1
            if end:
                self._at = end
                return self._text[at:end]
        return TextIOBase.__next__(self)

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


class _BytesBase(BufferedIOBase):
    # Bytes and a position in them: what BytesIO and files that are read share.
    _read_closed = "I/O operation on closed file."

    def _check_open(self, message="I/O operation on closed file."):
        if self._closed:
            raise ValueError(message)

    def close(self) -> None:
        self._closed = True
        self._data = bytearray()

    def readable(self) -> bool:
        self._check_open()
        return True

    writable = seekable = readable

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and not isinstance(size, int):
            raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'")
        self._check_open(self._read_closed)
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
        if type(b) is bytes and self._at == len(self._data) and not self._closed:
            self._data += b
            self._at += len(b)
            return len(b)
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


class BytesIO(_BytesBase):
    """Bytes in memory, used like a file."""

    def __init__(self, initial_bytes=b""):
        self._data = bytearray(initial_bytes)
        self._at = 0

    def getvalue(self) -> bytes:
        self._check_open()
        return bytes(self._data)

    def getbuffer(self):
        self._check_open()
        return memoryview(self._data)


open = builtins.open


def __getattr__(name):
    if name in ("FileIO", "BufferedReader", "BufferedWriter", "BufferedRandom"):
        import _files
        return getattr(_files, name)
    raise AttributeError(f"module 'io' has no attribute {name!r}")


def text_encoding(encoding, stacklevel=2):
    return "utf-8" if encoding is None else encoding
