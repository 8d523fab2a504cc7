# SPDX-License-Identifier: MIT
# gzip: files of gzip's format (RFC 1952). A file is read whole when it is first needed, and written when it is closed.
import builtins
import io
import os
import struct
import time
import zlib

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
READ, WRITE = "rb", "wb"


class BadGzipFile(OSError):
    """A file that is not of the format."""


def compress(data, compresslevel=9, *, mtime=0):
    """The data as a file of the format, without a name."""
    return _header(b"", mtime, compresslevel) + _body(data, compresslevel)


def _header(name, mtime, level):
    speed = 2 if level == 9 else 4 if level == 1 else 0
    return struct.pack("<BBBBIBB", 0x1F, 0x8B, 8, FNAME if name else 0, int(time.time() if mtime is None else mtime), speed, 255) + \
        (name + b"\0" if name else b"")


def _body(data, level):
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush() + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def _members(data):
    """(the time noted, what was packed) for each of the files that stand one after the other."""
    data = bytes(data)
    while data:
        if data[:2] != b"\x1f\x8b":
            if not data.strip(b"\0"):
                return  # filling up
            raise BadGzipFile(f"Not a gzipped file ({data[:2]!r})")
        if len(data) < 10:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        if data[2] != 8:
            raise BadGzipFile("Unknown compression method")
        unpacker = zlib.decompressobj(wbits=31)
        try:
            text = unpacker.decompress(data)
        except zlib.error as e:
            if "incorrect data check" in str(e):
                raise BadGzipFile("CRC check failed") from None
            if "incorrect length check" in str(e):
                raise BadGzipFile("Incorrect length of data produced") from None
            raise
        if not unpacker.eof:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        yield int.from_bytes(data[4:8], "little"), text
        data = unpacker.unused_data


def decompress(data):
    """What the file's bytes hold."""
    return b"".join([text for _, text in _members(data)])


class GzipFile(io.BufferedIOBase):
    """A file whose bytes are packed on the way."""

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        if mode and ("t" in mode or "U" in mode):
            raise ValueError(f"Invalid mode: {mode!r}")
        if mode and "b" not in mode:
            mode += "b"
        self._own = self.fileobj = None
        if fileobj is None:
            fileobj = self._own = builtins.open(filename, mode or "rb")
        if filename is None:
            filename = getattr(fileobj, "name", "")
            filename = filename if isinstance(filename, (str, bytes)) else ""
        else:
            filename = os.fspath(filename)
        mode = mode or getattr(fileobj, "mode", "rb")
        self.name, self.fileobj, self._level, self._mtime = filename, fileobj, compresslevel, mtime
        self._buffer = None
        if mode.startswith("r"):
            self.mode = READ
        elif mode.startswith(("w", "a", "x")):
            self.mode = WRITE
            self._buffer = io.BytesIO()
        else:
            raise ValueError(f"Invalid mode: {mode!r}")

    def __repr__(self):
        return f"<gzip {self.fileobj!r} {hex(id(self))}>"

    def _plain(self):
        if self.fileobj is None:
            raise ValueError("I/O operation on closed file")
        if self._buffer is None:
            members = list(_members(self.fileobj.read()))
            self._mtime = members[-1][0] if members else None
            self._buffer = io.BytesIO(b"".join([text for _, text in members]))
        return self._buffer

    def _readable(self):
        plain = self._plain()
        if self.mode != READ:
            raise OSError(9, "read() on write-only GzipFile object")
        return plain

    @property
    def mtime(self):
        return self._mtime

    @property
    def closed(self):
        return self.fileobj is None

    def read(self, size=-1):
        return self._readable().read(size)

    def read1(self, size=-1):
        return self._readable().read(size)

    def readinto(self, b):
        return self._readable().readinto(b)

    def readline(self, size=-1):
        return self._readable().readline(size)

    def peek(self, n):
        plain = self._readable()
        at = plain.tell()
        data = plain.read(n)
        plain.seek(at)
        return data

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, data):
        plain = self._plain()
        if self.mode != WRITE:
            raise OSError(9, "write() on read-only GzipFile object")
        return plain.write(data)

    def tell(self):
        return self._plain().tell()

    def seek(self, offset, whence=0):
        if self.mode == READ:
            return self._plain().seek(offset, whence)
        target = offset + (self.tell() if whence == 1 else 0)
        if whence == 2:
            raise ValueError("Seek from end not supported")
        if target < self.tell():
            raise OSError("Negative seek in write mode")
        self.write(bytes(target - self.tell()))
        return self.tell()

    def rewind(self):
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self.seek(0)

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        """What was written is packed when the file is closed."""
        self._plain()

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True

    def fileno(self):
        return self.fileobj.fileno()

    def close(self):
        fileobj, self.fileobj = self.fileobj, None
        if fileobj is None:
            return
        try:
            if self.mode == WRITE:
                data = self._buffer.getvalue()
                fileobj.write(_header(self._stored_name(), self._mtime, self._level) + _body(data, self._level))
        finally:
            if self._own is not None:
                self._own.close()

    def _stored_name(self):
        base = os.path.basename(self.name)
        if isinstance(base, str):
            try:
                base = base.encode("latin-1")
            except UnicodeEncodeError:
                return b""
        return base.removesuffix(b".gz")

    def __enter__(self):
        self._plain()
        return self

    def __exit__(self, *error):
        self.close()


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    """A file of the format, for bytes or with a "t" in `mode` for text."""
    if "t" in mode:
        if "b" in mode:
            raise ValueError(f"Invalid mode: {mode!r}")
    else:
        for name, value in (("encoding", encoding), ("errors", errors), ("newline", newline)):
            if value is not None:
                raise ValueError(f"Argument {name!r} not supported in binary mode")
    if isinstance(filename, (str, bytes)) or hasattr(filename, "__fspath__"):
        file = GzipFile(filename, mode.replace("t", ""), compresslevel)
    elif hasattr(filename, "read") or hasattr(filename, "write"):
        file = GzipFile(None, mode.replace("t", ""), compresslevel, filename)
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    return io.TextIOWrapper(file, encoding or "utf-8", errors, newline) if "t" in mode else file
