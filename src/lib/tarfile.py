# SPDX-License-Identifier: MIT
# tarfile: archives of .tar's format (ustar, with GNU's and POSIX's long names), plain or packed by gzip. They are read whole.
import builtins
import copy
import io
import os
import struct
import time

__all__ = ["TarFile", "TarInfo", "is_tarfile", "TarError", "ReadError", "CompressionError", "StreamError", "ExtractError", "HeaderError",
           "ENCODING", "USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT", "DEFAULT_FORMAT", "open", "FilterError", "AbsolutePathError",
           "OutsideDestinationError", "SpecialFileError", "LinkOutsideDestinationError", "data_filter", "tar_filter", "fully_trusted_filter"]

BLOCKSIZE = 512
RECORDSIZE = BLOCKSIZE * 20
REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE, CONTTYPE = b"0", b"\0", b"1", b"2", b"3", b"4", b"5", b"6", b"7"
GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, XHDTYPE, XGLTYPE = b"L", b"K", b"x", b"g"
USTAR_FORMAT, GNU_FORMAT, PAX_FORMAT = range(3)
DEFAULT_FORMAT = PAX_FORMAT
ENCODING = "utf-8"
_HEADER = struct.Struct("100s8s8s8s12s12s8sc100s8s32s32s8s8s155s12x")


class TarError(Exception):
    """What all errors of this module are."""


class ExtractError(TarError):
    """A member that could not be taken out."""


class ReadError(TarError):
    """A file that is no archive."""


class CompressionError(TarError):
    """A packing that is not known."""


class StreamError(TarError):
    """A stream that cannot do this."""


class HeaderError(TarError):
    """A header that cannot be read."""


class FilterError(TarError):
    """A member that a filter refuses."""

    def __init__(self, tarinfo, *more):
        self.tarinfo = tarinfo
        super().__init__(self._words.format(repr(tarinfo.name), *map(repr, more)))


class AbsolutePathError(FilterError):
    """A path from the root."""

    _words = "member {} has an absolute path"


class OutsideDestinationError(FilterError):
    """A path that leads out."""

    _words = "{} would be extracted to {}, which is outside the destination"


class SpecialFileError(FilterError):
    """A device."""

    _words = "{} is a special file"


class LinkOutsideDestinationError(FilterError):
    """A link that leads out."""

    _words = "{} would link to {}, which is outside the destination"


def _number(field):
    if field[0] in (0x80, 0xFF):
        value = int.from_bytes(field[1:])
        return value - (256 ** (len(field) - 1) if field[0] == 0xFF else 0)
    try:
        return int(field.split(b"\0", 1)[0].strip() or b"0", 8)
    except ValueError:
        raise HeaderError("invalid header") from None


def _digits(value, size):
    value = int(value)
    if 0 <= value < 8 ** (size - 1):
        return b"%0*o\0" % (size - 1, value)
    return (b"\x80" if value >= 0 else b"\xff") + (value % 256 ** (size - 1)).to_bytes(size - 1)


def _text(field, encoding, errors):
    return field.split(b"\0", 1)[0].decode(encoding, errors)


class TarInfo:
    """What an archive says of a member."""

    def __init__(self, name=""):
        self.name, self.linkname, self.uname, self.gname = name, "", "", ""
        self.mode, self.uid, self.gid, self.size, self.mtime, self.chksum = 0o644, 0, 0, 0, 0, 0
        self.type = REGTYPE
        self.devmajor = self.devminor = self.offset = self.offset_data = 0
        self.pax_headers = {}

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r} at {id(self):#x}>"

    @property
    def path(self):
        return self.name

    @path.setter
    def path(self, name):
        self.name = name

    @property
    def linkpath(self):
        return self.linkname

    @linkpath.setter
    def linkpath(self, linkname):
        self.linkname = linkname

    def isreg(self):
        return self.type in (REGTYPE, AREGTYPE, CONTTYPE)

    isfile = isreg

    def isdir(self):
        return self.type == DIRTYPE

    def issym(self):
        return self.type == SYMTYPE

    def islnk(self):
        return self.type == LNKTYPE

    def ischr(self):
        return self.type == CHRTYPE

    def isblk(self):
        return self.type == BLKTYPE

    def isfifo(self):
        return self.type == FIFOTYPE

    def isdev(self):
        return self.type in (CHRTYPE, BLKTYPE, FIFOTYPE)

    def replace(self, **kw):
        kw.pop("deep", None)
        other = copy.copy(self)
        for name, value in kw.items():
            setattr(other, name, value)
        return other

    def tobuf(self, format=DEFAULT_FORMAT, encoding=ENCODING, errors="surrogateescape"):
        """The blocks before the member's data."""
        name = self.name + "/" if self.isdir() and not self.name.endswith("/") else self.name
        before, records = b"", {}
        fields = {"path": (name, 100), "linkpath": (self.linkname, 100), "uname": (self.uname, 32), "gname": (self.gname, 32)}
        encoded = {key: text.encode(encoding, errors) for key, (text, _) in fields.items()}
        prefix = b""
        if format == USTAR_FORMAT and len(encoded["path"]) > 100:
            at = encoded["path"][:156].rfind(b"/")
            if at > 0 and len(encoded["path"]) - at - 1 <= 100:
                prefix, encoded["path"] = encoded["path"][:at], encoded["path"][at + 1:]
        for key, (text, size) in fields.items():
            if format == PAX_FORMAT and (not text.isascii() or len(encoded[key]) > size):
                records[key] = text
                encoded[key] = text.encode("ascii", "replace")
            elif len(encoded[key]) > size:
                if format == USTAR_FORMAT:
                    raise ValueError("name is too long" if key == "path" else "linkname is too long")
                if key in ("path", "linkpath"):
                    data = encoded[key] + b"\0"
                    kind = GNUTYPE_LONGNAME if key == "path" else GNUTYPE_LONGLINK
                    before += _block("././@LongLink", data, kind)
        mtime = self.mtime
        if format == PAX_FORMAT:
            if isinstance(mtime, float):
                records["mtime"] = str(mtime)
                mtime = int(mtime)
            if self.size >= 8 ** 11:
                records["size"] = str(self.size)
            records.update(self.pax_headers)
            if records:
                lines = b""
                for key, value in records.items():
                    line = b" %s=%s\n" % (key.encode(), str(value).encode("utf-8", errors))
                    length = len(line)
                    while length != len(line) + len(str(length)):
                        length = len(line) + len(str(length))
                    lines += str(length).encode() + line
                before += _block("././@PaxHeader", lines, XHDTYPE)
        magic = b"ustar  \0" if format == GNU_FORMAT else b"ustar\x0000"
        device = [_digits(n, 8) if self.type in (CHRTYPE, BLKTYPE) else b"\0" * 8
                  for n in (self.devmajor, self.devminor)]
        head = _HEADER.pack(encoded["path"][:100], _digits(self.mode & 0o7777, 8), _digits(self.uid, 8), _digits(self.gid, 8),
                            _digits(0 if "size" in records else self.size, 12), _digits(mtime, 12), b"        ", self.type,
                            encoded["linkpath"][:100], magic, encoded["uname"][:32], encoded["gname"][:32], *device, prefix)
        return before + head[:148] + b"%06o\0 " % sum(head) + head[156:]


def _padded(data):
    return data + b"\0" * (-len(data) % BLOCKSIZE)


def _block(name, data, kind):
    info = TarInfo(name)
    info.type, info.size, info.mode = kind, len(data), 0
    return info.tobuf(USTAR_FORMAT if kind == XHDTYPE else GNU_FORMAT) + _padded(data)


def _checked_filter(member, path, for_data):
    name = member.name
    changed = {}
    if name.startswith(("/", os.sep)):
        name = changed["name"] = name.lstrip("/" + os.sep)
    if os.path.isabs(name):
        raise AbsolutePathError(member)
    root = os.path.normpath(path)
    target = os.path.normpath(os.path.join(path, name))
    if target != root and not target.startswith(root.rstrip("/") + "/") and root != "." or root == "." and target.startswith(".."):
        raise OutsideDestinationError(member, target)
    mode = member.mode
    if mode is not None:
        mode &= 0o755
        if for_data:
            if member.isreg():
                mode = mode | 0o600 if mode & 0o100 else (mode | 0o600) & ~0o111
            else:
                mode = None
        if mode != member.mode:
            changed["mode"] = mode
    if for_data:
        if member.isdev():
            raise SpecialFileError(member)
        if member.issym() or member.islnk():
            inner = os.path.join(os.path.dirname(name) if member.issym() else "", member.linkname)
            if os.path.isabs(member.linkname) or os.path.normpath(inner).startswith(".."):
                raise LinkOutsideDestinationError(member, os.path.normpath(os.path.join(path, inner)))
        changed.update(uid=None, gid=None, uname=None, gname=None)
    return member.replace(**changed) if changed else member


def fully_trusted_filter(member, dest_path):
    return member


def tar_filter(member, dest_path):
    return _checked_filter(member, dest_path, False)


def data_filter(member, dest_path):
    return _checked_filter(member, dest_path, True)


_FILTERS = {"fully_trusted": fully_trusted_filter, "tar": tar_filter, "data": data_filter}


class TarFile:
    """An archive."""

    def __init__(self, name=None, mode="r", fileobj=None, format=None, tarinfo=None, dereference=None, ignore_zeros=None, encoding=None,
                 errors="surrogateescape", pax_headers=None, **more):
        if mode not in ("r", "a", "w", "x"):
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        self.mode = mode
        self._own = fileobj is None
        self.fileobj = builtins.open(name, {"r": "rb", "a": "r+b", "w": "wb", "x": "xb"}[mode]) if fileobj is None else fileobj
        self.name = os.path.abspath(name) if name else getattr(self.fileobj, "name", None)
        self.format = DEFAULT_FORMAT if format is None else format
        self.tarinfo = tarinfo or TarInfo
        self.encoding, self.errors = encoding or ENCODING, errors
        self.pax_headers = pax_headers or {}
        self.closed = False
        self.members, self.offset, self._next = [], 0, 0
        if mode in ("r", "a"):
            data = self.fileobj.read()
            self._read(data)
            self._data = data
            if mode == "a":
                self.fileobj.seek(self.offset)

    @classmethod
    def open(cls, name=None, mode="r", fileobj=None, bufsize=10240, **kwargs):
        """An archive, of the packing that `mode` says behind a colon: "r:gz"."""
        if not name and not fileobj:
            raise ValueError("nothing to open")
        mode = mode.replace("|", ":")
        kind, _, packing = mode.partition(":")
        kind = kind or "r"
        if packing in ("bz2", "xz", "zst"):
            raise CompressionError(f"{packing} module is not available")
        if packing not in ("", "*", "gz"):
            raise CompressionError(f"unknown compression type {packing!r}")
        if kind not in ("r", "a", "w", "x"):
            raise ValueError("undiscernible mode")
        level = kwargs.pop("compresslevel", 9)
        if kind == "r":
            data = (fileobj or builtins.open(name, "rb")).read()
            if data[:2] == b"\x1f\x8b" and packing in ("gz", "*", "") and mode != "r:":
                import gzip
                import zlib
                try:
                    data = gzip.decompress(data)
                except (OSError, EOFError, zlib.error):
                    raise ReadError("not a gzip file") from None
            elif packing == "gz":
                raise ReadError("not a gzip file")
            return cls(name, "r", io.BytesIO(data), **kwargs)
        if packing == "gz":
            import gzip
            packed = gzip.GzipFile(name, kind + "b", level, fileobj)
            archive = cls(name, kind, packed, **kwargs)
            archive._own = True
            return archive
        return cls(name, kind, fileobj, **kwargs)

    @classmethod
    def taropen(cls, name, mode="r", fileobj=None, **kwargs):
        return cls(name, mode, fileobj, **kwargs)

    @classmethod
    def gzopen(cls, name, mode="r", fileobj=None, compresslevel=9, **kwargs):
        return cls.open(name, mode + ":gz", fileobj, compresslevel=compresslevel, **kwargs)

    def _read(self, data):
        at, records = 0, {}
        while at + BLOCKSIZE <= len(data):
            block = data[at:at + BLOCKSIZE]
            if not block.strip(b"\0"):
                break
            start = at
            try:
                wanted = _number(block[148:156])
                if wanted not in (sum(block[:148]) + 256 + sum(block[156:]), ):
                    raise HeaderError("bad checksum")
                info = self._info(block)
            except HeaderError as e:
                if not self.members and not records:
                    raise ReadError(str(e)) from None
                break
            at += BLOCKSIZE
            size = info.size
            body = data[at:at + size]
            if info.type in (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, XHDTYPE, XGLTYPE):
                if len(body) < size:
                    raise ReadError("unexpected end of data")
                at += size + -size % BLOCKSIZE
                if info.type in (XHDTYPE, XGLTYPE):
                    found = self._records(body)
                    if info.type == XGLTYPE:
                        self.pax_headers.update(found)
                    else:
                        records.update(found)
                else:
                    records["path" if info.type == GNUTYPE_LONGNAME else "linkpath"] = _text(body, self.encoding, self.errors)
                continue
            info.offset = start
            self._apply(info, {**self.pax_headers, **records})
            records = {}
            info.offset_data = at
            if info.isreg() or info.type not in (LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE):
                if at + info.size > len(data):
                    raise ReadError("unexpected end of data")
                at += info.size + -info.size % BLOCKSIZE
            self.members.append(info)
            self.offset = at
        else:
            if not data:
                raise ReadError("empty file")
            if not self.members and at < len(data):
                raise ReadError("truncated header")

    def _info(self, block):
        fields = _HEADER.unpack(block)
        info = self.tarinfo()
        text = [_text(field, self.encoding, self.errors) for field in (fields[0], fields[8], fields[10], fields[11], fields[14])]
        info.name, info.linkname, info.uname, info.gname, prefix = text
        info.mode, info.uid, info.gid, info.size, info.mtime, info.chksum = map(_number, fields[1:7])
        info.type = DIRTYPE if fields[7] == AREGTYPE and info.name.endswith("/") else fields[7]
        info.devmajor, info.devminor = _number(fields[12]), _number(fields[13])
        if info.size < 0:
            raise HeaderError("invalid header")
        if prefix and fields[9] == b"ustar\x0000":
            info.name = f"{prefix}/{info.name}"
        if info.isdir():
            info.name = info.name.rstrip("/")
        return info

    @staticmethod
    def _records(data):
        found = {}
        while data:
            length, _, rest = data.partition(b" ")
            if not length.isdigit() or not 0 < int(length) <= len(data):
                raise ReadError("invalid header")
            key, _, value = data[len(length) + 1:int(length) - 1].partition(b"=")
            found[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
            data = data[int(length):]
        return found

    @staticmethod
    def _apply(info, records):
        for key, value in records.items():
            if key in ("path", "linkpath", "uname", "gname"):
                setattr(info, key, value.rstrip("/") if key == "path" else value)
            elif key in ("size", "uid", "gid", "mtime"):
                try:
                    setattr(info, key, float(value) if key == "mtime" else int(value))
                except ValueError:
                    setattr(info, key, 0)
        if info.size < 0:
            raise ReadError("invalid header")
        info.pax_headers = dict(records)

    # ---- reading
    def _check(self, modes=None):
        if self.closed:
            raise OSError(f"{type(self).__name__} is closed")
        if modes is not None and self.mode not in modes:
            raise OSError(f"bad operation for mode {self.mode!r}")

    def getmembers(self):
        self._check()
        return self.members

    def getnames(self):
        return [info.name for info in self.getmembers()]

    def getmember(self, name):
        for info in reversed(self.members):
            if info.name == name.rstrip("/"):
                return info
        raise KeyError(f"filename {name!r} not found")

    def next(self):
        """The next member, or None."""
        self._check("ra")
        if self._next >= len(self.members):
            return None
        self._next += 1
        return self.members[self._next - 1]

    def __iter__(self):
        return iter(self.members)

    def extractfile(self, member):
        """A member as a file; None where it has no data."""
        self._check("r")
        info = self.getmember(member) if isinstance(member, str) else member
        if info.islnk() or info.issym():
            target = info.linkname if info.islnk() else os.path.normpath("/".join(filter(None, (os.path.dirname(info.name), info.linkname))))
            try:
                found = self.getmember(target)
            except KeyError:
                raise KeyError(f"linkname {target!r} not found") from None
            return self.extractfile(found) if found.isreg() else None
        if not info.isreg():
            return None
        return io.BytesIO(self._data[info.offset_data:info.offset_data + info.size])

    def extract(self, member, path="", set_attrs=True, *, numeric_owner=False, filter=None):
        """Writes a member below `path`, if the filter lets it."""
        self._check("r")
        info = self.getmember(member) if isinstance(member, str) else member
        chosen = data_filter if filter is None else filter if callable(filter) else _FILTERS.get(filter)
        if chosen is None:
            raise ValueError(f"filter {filter!r} not found")
        info = chosen(info, path)
        if info is None:
            return
        target = os.path.join(path, info.name)
        if info.isdir():
            os.makedirs(target, exist_ok=True)
            return
        if os.path.dirname(target):
            os.makedirs(os.path.dirname(target), exist_ok=True)
        file = self.extractfile(info)
        if file is None:
            raise ExtractError(f"{info.name!r} is not a file or a folder")
        with builtins.open(target, "wb") as out:
            out.write(file.read())

    def extractall(self, path=".", members=None, *, numeric_owner=False, filter=None):
        for info in self.getmembers() if members is None else members:
            self.extract(info, path, filter=filter)

    def list(self, verbose=True, *, members=None):
        from stat import filemode
        for info in self.members if members is None else members:
            if verbose:
                kind = {DIRTYPE: 0o040000, SYMTYPE: 0o120000}.get(info.type, 0o100000)
                print(filemode(kind | info.mode), f"{info.uname or info.uid}/{info.gname or info.gid}", f"{info.size:10d}",
                      "%d-%02d-%02d %02d:%02d:%02d" % time.localtime(info.mtime)[:6], end=" ")
            print(info.name + ("/" if info.isdir() else ""), end=" ")
            if verbose and (info.issym() or info.islnk()):
                print("->" if info.issym() else "link to", info.linkname, end=" ")
            print()

    # ---- writing
    def gettarinfo(self, name=None, arcname=None, fileobj=None):
        """What is to be said of a file that exists."""
        self._check("awx")
        facts = os.stat(name)
        info = self.tarinfo((name if arcname is None else arcname).lstrip("/"))
        info.mode, info.mtime = facts.st_mode & 0o7777, facts.st_mtime
        if facts.st_mode & 0o170000 == 0o040000:
            info.type = DIRTYPE
        else:
            info.size = facts.st_size
        return info

    def add(self, name, arcname=None, recursive=True, *, filter=None):
        """A file, or a folder with all in it."""
        name = os.fspath(name)
        info = self.gettarinfo(name, os.fspath(arcname) if arcname is not None else None)
        info = info if filter is None else filter(info)
        if info is None:
            return
        if info.isreg():
            with builtins.open(name, "rb") as file:
                self.addfile(info, file)
            return
        self.addfile(info)
        if recursive:
            for entry in sorted(os.listdir(name)):
                self.add(os.path.join(name, entry), os.path.join(name if arcname is None else arcname, entry), filter=filter)

    def addfile(self, tarinfo, fileobj=None):
        """A member, with `tarinfo.size` bytes of the file."""
        self._check("awx")
        if fileobj is None and tarinfo.isreg() and tarinfo.size != 0:
            raise ValueError("fileobj not provided for non zero-size regular file")
        info = copy.copy(tarinfo)
        head = info.tobuf(self.format, self.encoding, self.errors)
        info.offset = self.offset
        self.fileobj.write(head)
        self.offset += len(head)
        if fileobj is not None:
            data = fileobj.read(info.size)
            if len(data) < info.size:
                raise OSError("unexpected end of data")
            self.fileobj.write(_padded(data))
            self.offset += len(data) + -len(data) % BLOCKSIZE
        self.members.append(info)

    def close(self):
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode in ("a", "w", "x"):
                self.fileobj.write(bytes(2 * BLOCKSIZE + -(self.offset + 2 * BLOCKSIZE) % RECORDSIZE))
        finally:
            if self._own:
                self.fileobj.close()

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.close()
        else:
            self.closed = True
            if self._own:
                self.fileobj.close()


open = TarFile.open


def is_tarfile(name):
    """Is it an archive that can be read?"""
    try:
        if hasattr(name, "read"):
            at = name.tell()
            TarFile.open(fileobj=name)
            name.seek(at)
        else:
            TarFile.open(name)
        return True
    except TarError:
        return False
