# SPDX-License-Identifier: MIT
# zipfile: archives of .zip's format, stored or by DEFLATE. Members are packed and unpacked whole. No encryption, no parts.
import builtins
import io
import os
import struct
import time
import zlib

__all__ = ["BadZipFile", "BadZipfile", "error", "ZIP_STORED", "ZIP_DEFLATED", "ZIP_BZIP2", "ZIP_LZMA", "is_zipfile", "ZipInfo", "ZipFile",
           "LargeZipFile"]

ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA = 0, 8, 12, 14
ZIP64_LIMIT = (1 << 31) - 1
ZIP_FILECOUNT_LIMIT = ZIP_MAX_COMMENT = (1 << 16) - 1
compressor_names = {0: "store", 1: "shrink", 6: "implode", 8: "deflate", 9: "deflate64", 12: "bzip2", 14: "lzma"}

_LOCAL = struct.Struct("<4sBBHHHHIIIHH")  # how a member begins
_CENTRAL = struct.Struct("<4sBBBBHHHHIIIHHHHHII")  # its line in the directory
_END = struct.Struct("<4sHHHHIIH")
_END64 = struct.Struct("<4sQHHIIQQQQ")
_LOCATOR64 = struct.Struct("<4sIQI")


# Names that are not said to be UTF-8: code page 437 above ASCII.
_OLDER = ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
          "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\xa0")


class BadZipFile(Exception):
    """Not an archive, or one that is damaged."""


class LargeZipFile(Exception):
    """An archive that would need the extensions for large ones where they are not allowed."""


error = BadZipfile = BadZipFile


class ZipInfo:
    """What an archive says of a member."""

    def __init__(self, filename="NoName", date_time=(1980, 1, 1, 0, 0, 0)):
        if date_time[0] < 1980:
            raise ValueError("ZIP does not support timestamps before 1980")
        self.orig_filename = filename
        end = filename.find("\0")
        self.filename = filename if end < 0 else filename[:end]
        self.date_time = date_time
        self.compress_type = ZIP_STORED
        self.compress_level = None
        self.comment = self.extra = b""
        self.create_system = 3
        self.create_version = self.extract_version = 20
        self.reserved = self.flag_bits = self.volume = self.internal_attr = self.external_attr = 0
        self.header_offset = self.CRC = self.compress_size = self.file_size = 0

    def __repr__(self):
        parts = [f"<{type(self).__name__} filename={self.filename!r}"]
        if self.compress_type != ZIP_STORED:
            parts.append(f"compress_type={compressor_names.get(self.compress_type, self.compress_type)}")
        high, low = self.external_attr >> 16, self.external_attr & 0xFFFF
        if high:
            from stat import filemode
            parts.append(f"filemode={filemode(high)!r}")
        if low:
            parts.append(f"external_attr={low:#x}")
        if not self.is_dir() or self.file_size:
            parts.append(f"file_size={self.file_size!r}")
        if (not self.is_dir() or self.compress_size) and (self.compress_type != ZIP_STORED or self.file_size != self.compress_size):
            parts.append(f"compress_size={self.compress_size!r}")
        return " ".join(parts) + ">"

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        """What is to be said of a file that exists."""
        path = os.fspath(filename)
        facts = os.stat(path)
        folder = facts.st_mode & 0o170000 == 0o040000
        date_time = time.localtime(facts.st_mtime)[:6]
        if not strict_timestamps:
            date_time = max(date_time, (1980, 1, 1, 0, 0, 0))
        name = os.path.normpath(path if arcname is None else arcname).lstrip("/")
        info = cls(name + "/" if folder else name, date_time)
        info.external_attr = (facts.st_mode & 0xFFFF) << 16 | (0x10 if folder else 0)
        info.file_size = 0 if folder else facts.st_size
        return info

    def is_dir(self):
        return self.filename.endswith("/")

    def _encoded(self):
        try:
            return self.filename.encode("ascii"), self.flag_bits
        except UnicodeEncodeError:
            return self.filename.encode(), self.flag_bits | 0x800

    def _stamp(self):
        year, month, day, hour, minute, second = self.date_time[:6]
        return hour << 11 | minute << 5 | second // 2, year - 1980 << 9 | month << 5 | day

    def FileHeader(self, zip64=None):
        """The bytes before the member's data."""
        name, flags = self._encoded()
        size, packed, extra = self.file_size, self.compress_size, self.extra
        if zip64 or (zip64 is None and max(size, packed) > ZIP64_LIMIT):
            extra += struct.pack("<HHQQ", 1, 16, size, packed)
            size = packed = 0xFFFFFFFF
            self.extract_version = self.create_version = max(45, self.extract_version)
        return _LOCAL.pack(b"PK\3\4", self.extract_version, self.reserved, flags, self.compress_type, *self._stamp(), self.CRC, packed, size,
                           len(name), len(extra)) + name + extra

    def _directory_line(self):
        name, flags = self._encoded()
        size, packed, offset, extra = self.file_size, self.compress_size, self.header_offset, self.extra
        large = []
        if size > ZIP64_LIMIT or packed > ZIP64_LIMIT:
            large += [size, packed]
            size = packed = 0xFFFFFFFF
        if offset > ZIP64_LIMIT:
            large.append(offset)
            offset = 0xFFFFFFFF
        if large:
            extra += struct.pack(f"<HH{len(large)}Q", 1, 8 * len(large), *large)
        return _CENTRAL.pack(b"PK\1\2", self.create_version, self.create_system, self.extract_version, self.reserved, flags, self.compress_type,
                             *self._stamp(), self.CRC, packed, size, len(name), len(extra), len(self.comment), 0, self.internal_attr,
                             self.external_attr, offset) + name + extra + self.comment

    def _read_extra(self):
        # The sizes of large members stand in the extra field.
        extra = self.extra
        while len(extra) >= 4:
            kind, length = struct.unpack("<HH", extra[:4])
            if length + 4 > len(extra):
                raise BadZipFile("Corrupt extra field %04x (size=%d)" % (kind, length))
            if kind == 1:
                numbers = [int.from_bytes(extra[i:i + 8], "little") for i in range(4, 4 + length - 7, 8)]
                for field in ("file_size", "compress_size", "header_offset"):
                    if getattr(self, field) in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF):
                        if not numbers:
                            raise BadZipFile(f"Corrupt zip64 extra field. {field.replace('_', ' ').capitalize()} not found.")
                        setattr(self, field, numbers.pop(0))
            extra = extra[4 + length:]


def _find_end(data):
    """(where the end's record begins, its numbers, the comment), or None."""
    at = len(data) - _END.size
    if at < 0:
        return None
    if data[at:at + 4] != b"PK\5\6" or data[-2:] != b"\0\0":
        at = data.rfind(b"PK\5\6", max(len(data) - _END.size - ZIP_MAX_COMMENT, 0))
        if at < 0 or at + _END.size > len(data):
            return None
    numbers = list(_END.unpack_from(data, at))
    comment = bytes(data[at + _END.size:at + _END.size + numbers[7]])
    locator = at - _LOCATOR64.size
    if locator >= 0 and data[locator:locator + 4] == b"PK\6\7":
        begin = locator - _END64.size
        if begin >= 0 and data[begin:begin + 4] == b"PK\6\6":
            large = _END64.unpack_from(data, begin)
            numbers[3:7] = large[6:10]
            at = begin
    return at, numbers, comment


def is_zipfile(filename):
    """Does it end as an archive does?"""
    try:
        if hasattr(filename, "read"):
            at = filename.tell()
            filename.seek(0)
            data = filename.read()
            filename.seek(at)
        else:
            with builtins.open(filename, "rb") as file:
                data = file.read()
    except OSError:
        return False
    return _find_end(data) is not None


def _check_compression(compression):
    if compression in (ZIP_BZIP2, ZIP_LZMA):
        raise RuntimeError(f"Compression requires the (missing) {'bz2' if compression == ZIP_BZIP2 else 'lzma'} module")
    if compression not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotImplementedError("That compression method is not supported")


class _Reading(io.BytesIO):
    """A member that is open to be read."""

    def __init__(self, data, name):
        super().__init__(data)
        self.name, self.mode = name, "r"

    def writable(self):
        return False


class _Writing(io.BytesIO):
    """A member that is open to be written: it goes into the archive when it is closed."""

    def __init__(self, archive, info):
        super().__init__()
        self._archive, self._info = archive, info
        self.name, self.mode = info.filename, "w"

    def close(self):
        if not self.closed:
            data = self.getvalue()
            super().close()
            self._archive._writing = False
            self._archive._add(self._info, data)

    def __exit__(self, *error):
        self.close()


class ZipFile:
    """An archive."""

    fp = None

    def __init__(self, file, mode="r", compression=ZIP_STORED, allowZip64=True, compresslevel=None, *, strict_timestamps=True,
                 metadata_encoding=None):
        if mode not in ("r", "w", "x", "a"):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        _check_compression(compression)
        self.compression, self.compresslevel, self.mode = compression, compresslevel, mode
        self.filelist, self.NameToInfo = [], {}
        self.debug, self.pwd, self._comment = 0, None, b""
        self._strict_timestamps = strict_timestamps
        self._encoding = metadata_encoding
        self._changed = self._writing = False
        self._own = not hasattr(file, "read") and not hasattr(file, "write")
        if self._own:
            self.filename = os.fspath(file)
            self.fp = self._open(self.filename, mode)
        else:
            self.fp, self.filename = file, getattr(file, "name", None)
        try:
            if mode == "r":
                self._read_directory()
            elif mode == "a" and self.fp.seek(0, 2):
                try:
                    self._read_directory()
                except BadZipFile:
                    self._next = self.fp.seek(0, 2)
                    self._changed = True
            else:
                self._next = self._begin = self.fp.tell() if hasattr(self.fp, "tell") else 0
                self._changed = True
        except BaseException:
            self._release()
            raise

    @staticmethod
    def _open(path, mode):
        if mode == "a":
            return builtins.open(path, "r+b" if os.path.exists(path) else "w+b")
        return builtins.open(path, {"r": "rb", "w": "w+b", "x": "x+b"}[mode])

    def _release(self):
        fp, self.fp = self.fp, None
        if self._own and fp is not None:
            fp.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __repr__(self):
        if self.fp is None:
            return f"<{type(self).__module__}.{type(self).__qualname__} [closed]>"
        shown = f"file={self.fp!r}" if not self._own else f"filename={self.filename!r}"
        return f"<{type(self).__module__}.{type(self).__qualname__} {shown} mode={self.mode!r}>"

    # ---- reading
    def _read_directory(self):
        self.fp.seek(0)
        data = self.fp.read()
        end = _find_end(data)
        if end is None:
            raise BadZipFile("File is not a zip file")
        at, numbers, self._comment = end
        size, offset = numbers[5], numbers[6]
        shift = at - size - offset  # something may stand before the archive
        begin = offset + shift
        if begin < 0 or shift < 0:
            raise BadZipFile("Bad offset for central directory")
        self._next = begin
        stop = begin + size
        while begin < stop:
            if begin + _CENTRAL.size > stop:
                raise BadZipFile("Truncated central directory")
            line = _CENTRAL.unpack_from(data, begin)
            if line[0] != b"PK\1\2":
                raise BadZipFile("Bad magic number for central directory")
            begin += _CENTRAL.size
            name, extra, comment = line[12:15]
            raw = bytes(data[begin:begin + name])
            info = ZipInfo(self._name(raw, line[5]))
            info.extra = bytes(data[begin + name:begin + name + extra])
            info.comment = bytes(data[begin + name + extra:begin + name + extra + comment])
            begin += name + extra + comment
            info.create_version, info.create_system, info.extract_version, info.reserved, info.flag_bits, info.compress_type = line[1:7]
            info.CRC, info.compress_size, info.file_size = line[9:12]
            info.volume, info.internal_attr, info.external_attr, info.header_offset = line[15:]
            clock, date = line[7:9]
            info.date_time = (date >> 9) + 1980, date >> 5 & 15, date & 31, clock >> 11, clock >> 5 & 63, (clock & 31) * 2
            if info.extract_version > 63:
                raise NotImplementedError("zip file version %.1f" % (info.extract_version / 10))
            info._read_extra()
            info.header_offset += shift
            self._keep(info)

    def _name(self, raw, flags):
        if flags & 0x800 or self._encoding:
            return raw.decode("utf-8" if flags & 0x800 else self._encoding)
        return "".join([chr(b) if b < 128 else _OLDER[b - 128] for b in raw])

    def _keep(self, info):
        self.filelist.append(info)
        self.NameToInfo[info.filename] = info

    def namelist(self):
        return [info.filename for info in self.filelist]

    def infolist(self):
        return self.filelist

    def getinfo(self, name):
        info = self.NameToInfo.get(name)
        if info is None:
            raise KeyError(f"There is no item named {name!r} in the archive")
        return info

    def printdir(self, file=None):
        print("%-46s %19s %12s" % ("File Name", "Modified    ", "Size"), file=file)
        for info in self.filelist:
            print("%-46s %s %12d" % (info.filename, "%d-%02d-%02d %02d:%02d:%02d" % info.date_time[:6], info.file_size), file=file)

    def setpassword(self, pwd):
        if pwd and not isinstance(pwd, bytes):
            raise TypeError(f"pwd: expected bytes, got {type(pwd).__name__}")
        self.pwd = pwd or None

    @property
    def comment(self):
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError(f"comment: expected bytes, got {type(comment).__name__}")
        self._comment = comment[:ZIP_MAX_COMMENT]
        self._changed = True

    def read(self, name, pwd=None):
        """The bytes of a member."""
        if self.fp is None:
            raise ValueError("Attempt to use ZIP archive that was already closed")
        info = name if isinstance(name, ZipInfo) else self.getinfo(name)
        self.fp.seek(info.header_offset)
        head = self.fp.read(_LOCAL.size)
        if len(head) != _LOCAL.size:
            raise BadZipFile("Truncated file header")
        fields = _LOCAL.unpack(head)
        if fields[0] != b"PK\3\4":
            raise BadZipFile("Bad magic number for file header")
        raw = self.fp.read(fields[10])
        self.fp.read(fields[11])
        if self._name(raw, fields[3]) != info.orig_filename:
            raise BadZipFile(f"File name in directory {info.orig_filename!r} and header {raw!r} differ.")
        if info.flag_bits & 1:
            raise RuntimeError(f"File {info.filename!r} is encrypted, password required for extraction")
        _check_compression(info.compress_type)
        data = self.fp.read(info.compress_size)
        if len(data) < info.compress_size:
            raise EOFError
        if info.compress_type == ZIP_DEFLATED:
            data = zlib.decompressobj(-15).decompress(data, info.file_size) if info.file_size else b""
        else:
            data = data[:info.file_size]
        if zlib.crc32(data) != info.CRC:
            raise BadZipFile(f"Bad CRC-32 for file {info.filename!r}")
        return data

    def open(self, name, mode="r", pwd=None, *, force_zip64=False):
        """A member as a file."""
        if mode not in ("r", "w"):
            raise ValueError('open() requires mode "r" or "w"')
        if self.fp is None:
            raise ValueError("Attempt to use ZIP archive that was already closed")
        if mode == "r":
            info = name if isinstance(name, ZipInfo) else self.getinfo(name)
            return _Reading(self.read(info, pwd), info.filename)
        self._check_writable("open")
        self._writing = True
        return _Writing(self, name if isinstance(name, ZipInfo) else self._new_info(name))

    def testzip(self):
        """The name of the first damaged member, or None."""
        for info in self.filelist:
            try:
                self.read(info)
            except (BadZipFile, zlib.error, EOFError):
                return info.filename

    def extract(self, member, path=None, pwd=None):
        """Writes a member to a file below `path`; gives the file's path."""
        info = member if isinstance(member, ZipInfo) else self.getinfo(member)
        parts = [part for part in info.filename.split("/") if part not in ("", ".", "..")]
        target = os.path.join(os.getcwd() if path is None else os.fspath(path), *parts)
        if info.is_dir():
            os.makedirs(target, exist_ok=True)
            return target
        folder = os.path.dirname(target)
        if folder:
            os.makedirs(folder, exist_ok=True)
        with builtins.open(target, "wb") as file:
            file.write(self.read(info, pwd))
        return target

    def extractall(self, path=None, members=None, pwd=None):
        for member in self.namelist() if members is None else members:
            self.extract(member, path, pwd)

    # ---- writing
    def _check_writable(self, what):
        if self.fp is None:
            raise ValueError("Attempt to write to ZIP archive that was already closed")
        if self.mode not in ("w", "x", "a"):
            raise ValueError(f"{what}() requires mode 'w', 'x', or 'a'")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists.")

    def _new_info(self, name):
        info = ZipInfo(name, time.localtime(time.time())[:6])
        info.compress_type, info.compress_level = self.compression, self.compresslevel
        info.external_attr = 0o40775 << 16 | 0x10 if name.endswith("/") else 0o600 << 16
        return info

    def _add(self, info, data):
        if info.filename in self.NameToInfo:
            import warnings
            warnings.warn(f"Duplicate name: {info.filename!r}", stacklevel=3)
        _check_compression(info.compress_type)
        info.external_attr = info.external_attr or 0o600 << 16
        info.file_size, info.CRC = len(data), zlib.crc32(data)
        if info.compress_type == ZIP_DEFLATED:
            packer = zlib.compressobj(-1 if info.compress_level is None else info.compress_level, zlib.DEFLATED, -15)
            data = packer.compress(data) + packer.flush()
        info.compress_size, info.header_offset = len(data), self._next
        self.fp.seek(self._next)
        self.fp.write(info.FileHeader() + data)
        self._next = self.fp.tell()
        self._keep(info)
        self._changed = True

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """A member of these bytes."""
        self._check_writable("write")
        info = zinfo_or_arcname if isinstance(zinfo_or_arcname, ZipInfo) else self._new_info(zinfo_or_arcname)
        if compress_type is not None:
            info.compress_type = compress_type
        if compresslevel is not None:
            info.compress_level = compresslevel
        self._add(info, data.encode() if isinstance(data, str) else bytes(data))

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """A member of a file's bytes."""
        self._check_writable("write")
        info = ZipInfo.from_file(filename, arcname, strict_timestamps=self._strict_timestamps)
        if info.is_dir():
            return self._add(info, b"")
        info.compress_type = self.compression if compress_type is None else compress_type
        info.compress_level = self.compresslevel if compresslevel is None else compresslevel
        with builtins.open(filename, "rb") as file:
            self._add(info, file.read())

    def mkdir(self, zinfo_or_directory_name, mode=511):
        """An empty folder."""
        self._check_writable("mkdir")
        info = zinfo_or_directory_name
        if not isinstance(info, ZipInfo):
            info = ZipInfo(info if info.endswith("/") else info + "/")
            info.external_attr = (0o40000 | mode) << 16 | 0x10
        self._add(info, b"")

    def close(self):
        """What was written gets its directory."""
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is an open writing handle on it. Close the writing handle before closing "
                             "the zip.")
        try:
            if self.mode in ("w", "x", "a") and self._changed:
                self._write_directory()
        finally:
            self._release()

    def _write_directory(self):
        lines = b"".join([info._directory_line() for info in self.filelist])
        count, offset = len(self.filelist), self._next
        self.fp.seek(offset)
        if count > ZIP_FILECOUNT_LIMIT or offset > ZIP64_LIMIT:
            at = offset + len(lines)
            lines += _END64.pack(b"PK\6\6", _END64.size - 12, 45, 45, 0, 0, count, count, len(lines), offset)
            lines += _LOCATOR64.pack(b"PK\6\7", 0, at, 1)
        size = min(len(lines), 0xFFFFFFFF)
        self.fp.write(lines + _END.pack(b"PK\5\6", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), size, min(offset, 0xFFFFFFFF),
                                        len(self._comment)) + self._comment)
        if self.mode == "a" and hasattr(self.fp, "truncate"):
            self.fp.truncate()
        if hasattr(self.fp, "flush"):
            self.fp.flush()
