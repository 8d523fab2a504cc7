# SPDX-License-Identifier: MIT
# zlib: compression by DEFLATE with zlib's or gzip's wrapping or none. Objects keep what they were given, so that they can be
# copied and put into a snapshot; the work is done natively over all of it.
from _monty import adler32 as _adler32, crc32 as _crc32, deflate as _deflate, inflate as _inflate

DEFLATED = 8
MAX_WBITS = 15
DEF_MEM_LEVEL = 8
DEF_BUF_SIZE = 16384
Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 0, 1, 9, -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED = range(5)
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK, Z_TREES = range(7)
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = "1.2.13"  # whose output this is
_ENDLESS = 1 << 60


class error(Exception):
    """Data that cannot be unpacked, or settings that there are not."""

    __module__ = "zlib"


def _bytes(data):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return data if isinstance(data, (bytes, bytearray)) else bytes(memoryview(data))


def adler32(data, value=1, /):
    return _adler32(_bytes(data), value & 0xFFFFFFFF)


def crc32(data, value=0, /):
    return _crc32(_bytes(data), value & 0xFFFFFFFF)


def _header(wbits, level, strategy, dictionary):
    """What comes before the compressed data."""
    if wbits < 0:
        return b""
    if wbits > 15:
        speed = 2 if level == 9 else 4 if strategy >= Z_HUFFMAN_ONLY or level < 2 else 0
        return bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, speed, 3])
    effort = 0 if strategy >= Z_HUFFMAN_ONLY or level < 2 else 1 if level < 6 else 2 if level == 6 else 3
    first = (max(wbits, 9) - 8 << 4 | 8) << 8 | effort << 6 | (0x20 if dictionary else 0)
    return (first + 31 - first % 31).to_bytes(2) + (_adler32(dictionary, 1).to_bytes(4) if dictionary else b"")


def _trailer(wbits, data):
    """What comes after it."""
    if wbits < 0:
        return b""
    if wbits > 15:
        return _crc32(data, 0).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return _adler32(data, 1).to_bytes(4)


def compress(data, /, level=-1, wbits=MAX_WBITS):
    if not -1 <= level <= 9:
        raise error("Bad compression level")
    packer = compressobj(level, DEFLATED, wbits)
    return packer.compress(data) + packer.flush()


def compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None):
    """An object that compresses what it is given piece by piece."""
    size = wbits if 8 <= wbits <= 15 else -wbits if -15 <= wbits <= -9 else wbits - 16
    if not -1 <= level <= 9 or method != DEFLATED or not 8 <= size <= 15 or not 1 <= memLevel <= 9 or not 0 <= strategy <= 4:
        raise ValueError("Invalid initialization option")
    return Compress(6 if level == -1 else level, wbits, memLevel, strategy, zdict)


class Compress:
    """Made by compressobj()."""

    __module__ = "zlib"

    def __init__(self, level, wbits, memory_level, strategy, dictionary):
        dictionary = b"" if dictionary is None else bytes(_bytes(dictionary))
        self._settings = level, memory_level, strategy
        self._wbits = wbits
        self._start = min(len(dictionary), 32768)
        self._data = bytearray(dictionary[len(dictionary) - self._start:])
        self._flushes = ()
        self._given = 0
        self._finished = False
        self._head = _header(wbits, level, strategy, dictionary)

    def compress(self, data, /):
        """The bytes that are certain by now: those of the header."""
        self._data += _bytes(data)
        return self._rest(b"")

    def _rest(self, made):
        head, self._head = self._head, b""
        return head + made

    def flush(self, mode=Z_FINISH, /):
        """The rest; with another mode the stream goes on."""
        if mode == Z_NO_FLUSH:
            return b""
        if mode not in (Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH):
            raise error("Error -2 while flushing: inconsistent stream state")
        if self._finished:
            raise error("Error -2 while finishing compression: inconsistent stream state")
        self._flushes += (len(self._data), mode)
        made = _deflate(self._data, self._start, self._flushes, *self._settings)
        given, self._given = self._given, len(made)
        self._finished = mode == Z_FINISH
        return self._rest(made[given:]) + (_trailer(self._wbits, bytes(self._data[self._start:])) if self._finished else b"")

    def copy(self):
        """One that goes on from here by itself."""
        other = object.__new__(type(self))
        vars(other).update(vars(self), _data=self._data[:])
        return other

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()


class _More(Exception):
    """The data ends before the header does."""


def _fail(what):
    raise error(f"Error -3 while decompressing data: {what}")


def _take(data, at, n):
    if at + n > len(data):
        raise _More
    return data[at:at + n]


def _gzip_header(data):
    """Where the compressed data begins."""
    head = _take(data, 0, 10)
    if head[2] != 8:
        _fail("unknown compression method")
    flags = head[3]
    if flags & 0xE0:
        _fail("unknown header flags set")
    at = 10
    if flags & 4:
        at += 2 + int.from_bytes(_take(data, at, 2), "little")
    for flag in (8, 16):  # a name, a comment
        if flags & flag:
            end = data.find(b"\0", at)
            if end < 0:
                raise _More
            at = end + 1
    if flags & 2:
        if int.from_bytes(_take(data, at, 2), "little") != crc32(data[:at]) & 0xFFFF:
            _fail("header crc mismatch")
        at += 2
    _take(data, 0, at)
    return at


def _unpack(data, wbits, dictionary, limit):
    """(what was unpacked, bytes read, whether the stream has ended)."""
    size = abs(wbits) & 15 if abs(wbits) != 0 else 15
    kind = "raw" if wbits < 0 else "zlib" if wbits < 16 else "gzip" if wbits < 32 else "any"
    if not 8 <= (size or 15) <= 15 or wbits > 47 or wbits < -15:
        raise ValueError("Invalid initialization option")
    start, known = 0, b""
    try:
        if kind == "any":
            kind = "gzip" if _take(data, 0, 2) == b"\x1f\x8b" else "zlib"
        if kind == "gzip":
            if _take(data, 0, 2) != b"\x1f\x8b":
                _fail("incorrect header check")
            start = _gzip_header(data)
        elif kind == "zlib":
            first, second = _take(data, 0, 2)
            if (first << 8 | second) % 31:
                _fail("incorrect header check")
            if first & 15 != 8:
                _fail("unknown compression method")
            if (first >> 4) + 8 > (size or 15):
                _fail("invalid window size")
            start = 2
            if second & 0x20:
                start = 6
                wanted = int.from_bytes(_take(data, 2, 4))
                if dictionary is None:
                    raise error("Error 2 while decompressing data")
                known = dictionary
                if _adler32(known, 1) != wanted:
                    raise error("Error -3 while setting zdict: invalid input data")
        else:
            known = dictionary or b""
    except _More:
        return b"", len(data), False
    made, used, wrong = _inflate(data, start, known, limit)
    if wrong is not None:
        _fail(wrong)
    if used < 0:
        return made, len(data) if used == -1 else start - 2 - used, False
    end = start + used
    if kind == "zlib":
        if end + 4 > len(data):
            return made, len(data), False
        if int.from_bytes(data[end:end + 4]) != _adler32(made, 1):
            _fail("incorrect data check")
        end += 4
    elif kind == "gzip":
        if end + 8 > len(data):
            return made, len(data), False
        if int.from_bytes(data[end:end + 4], "little") != _crc32(made, 0):
            _fail("incorrect data check")
        if int.from_bytes(data[end + 4:end + 8], "little") != len(made) & 0xFFFFFFFF:
            _fail("incorrect length check")
        end += 8
    return made, end, True


def decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE):
    made, end, ended = _unpack(_bytes(data), wbits, None, _ENDLESS)
    if not ended:
        raise error("Error -5 while decompressing data: incomplete or truncated stream")
    return made


def decompressobj(wbits=MAX_WBITS, zdict=b""):
    """An object that unpacks what it is given piece by piece."""
    if not (8 <= abs(wbits) <= 15 or wbits in (0, 16, 32) or 24 <= wbits <= 31 or 40 <= wbits <= 47) or wbits == -8:
        raise ValueError("Invalid initialization option")
    return Decompress(wbits, bytes(_bytes(zdict)) or None)


class Decompress:
    """Made by decompressobj()."""

    __module__ = "zlib"

    def __init__(self, wbits, dictionary):
        self._wbits, self._dictionary = wbits, dictionary
        self._data = bytearray()
        self._given = 0
        self.unused_data = self.unconsumed_tail = b""
        self.eof = False

    def decompress(self, data, /, max_length=0):
        """What can be unpacked by now, at most `max_length` bytes if that is not 0."""
        if max_length < 0:
            raise ValueError("max_length must be non-negative")
        data = bytes(_bytes(data))
        if self.eof:
            self.unused_data += data
            return b""
        self._data += data
        return self._more(max_length)

    def _more(self, max_length):
        limit = self._given + max_length if max_length else _ENDLESS
        made, end, ended = _unpack(self._data, self._wbits, self._dictionary, limit)
        part = made[self._given:limit]
        self._given += len(part)
        self.unconsumed_tail = b""
        if ended and self._given == len(made):
            self.eof = True
            self.unused_data = bytes(self._data[end:])
        elif not ended:
            self.unconsumed_tail = bytes(self._data[end:])
            del self._data[end:]
        return part

    def flush(self, length=DEF_BUF_SIZE, /):
        """What is left."""
        if length <= 0:
            raise ValueError("length must be greater than zero")
        if self.eof:
            return b""
        self._data += self.unconsumed_tail
        return self._more(0)

    def copy(self):
        """One that goes on from here by itself."""
        other = object.__new__(type(self))
        vars(other).update(vars(self), _data=self._data[:])
        return other

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()
