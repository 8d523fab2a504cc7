import gzip
import io
import zipfile
import zlib

packed = gzip.compress(b"some text " * 30, mtime=0)
print(packed, gzip.decompress(packed) == b"some text " * 30, gzip.decompress(packed + packed + bytes(5)) == b"some text " * 60, gzip.decompress(b""))
raw = io.BytesIO()
with gzip.GzipFile("folder/name.txt.gz", "wb", fileobj=raw, mtime=1) as file:
    print(file.write(b"line one\nline two\n"), file.tell(), file.writable(), file.readable())
print(raw.getvalue())
raw.seek(0)
with gzip.open(raw, "rt", encoding="ascii") as file:
    print(list(file))
raw.seek(0)
with gzip.GzipFile(fileobj=raw) as file:
    print(file.peek(4)[:4], file.readline(), file.read(3), file.seek(0), file.read(), file.read(), file.mtime)
    try:
        file.write(b"x")
    except OSError as e:
        print(e)
print(file.closed)
for bad in (b"not gzip at all", packed[:20], packed[:-8] + b"\0" * 8, packed[:-1] + b"\1", b"\x1f\x8b\7" + packed[3:]):
    try:
        print(gzip.decompress(bad))
    except (gzip.BadGzipFile, EOFError, zlib.error) as e:
        print(type(e).__name__, e)
for mode in ("rU", "q", "rt"):
    try:
        gzip.GzipFile(fileobj=raw, mode=mode)
    except ValueError as e:
        print(e)
try:
    gzip.open(raw, "rb", encoding="ascii")
except ValueError as e:
    print(e)

raw = io.BytesIO()
with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as z:
    info = zipfile.ZipInfo("a.txt", (2020, 5, 17, 12, 30, 42))
    info.compress_type = zipfile.ZIP_DEFLATED
    z.writestr(info, "hello " * 50)
    z.writestr(zipfile.ZipInfo("dir/ü.bin", (1999, 1, 2, 3, 4, 6)), b"\0\1\2")
    z.mkdir("empty")
    z.comment = b"a comment"
    with z.open(zipfile.ZipInfo("streamed", (1981, 2, 3, 4, 5, 6)), "w") as file:
        file.write(b"in ")
        file.write(b"pieces")
    print(z.namelist())
print(raw.getvalue()[:60], zipfile.is_zipfile(raw), zipfile.is_zipfile(io.BytesIO(b"PK no")))
z = zipfile.ZipFile(raw)
for info in z.infolist():
    print(info, info.date_time, info.is_dir(), info.CRC, info.file_size, info.compress_size, info.compress_type)
print(z.read("a.txt")[:12], z.open("dir/ü.bin").read(), z.read("streamed"), z.testzip(), z.comment)
z.printdir()
with z.open("a.txt") as file:
    print(file.read(5), file.name, file.readable())
for call in (lambda: z.read("none"), lambda: z.writestr("x", "y"), lambda: zipfile.ZipFile(io.BytesIO(b"junk")), lambda: zipfile.ZipFile(raw, "z"),
             lambda: zipfile.ZipFile(raw, "w", 99), lambda: zipfile.ZipInfo("a", (1979, 1, 1, 0, 0, 0)), lambda: z.open("a.txt", "q")):
    try:
        print(call())
    except (KeyError, ValueError, zipfile.BadZipFile, NotImplementedError) as e:
        print(type(e).__name__, e)
z.close()
try:
    z.read("a.txt")
except ValueError as e:
    print(e)
with zipfile.ZipFile(raw, "a") as z:
    z.writestr("added", b"later")
with zipfile.ZipFile(io.BytesIO(b"something before" + raw.getvalue())) as z:
    print(z.namelist(), z.read("added"))
damaged = bytearray(raw.getvalue())
damaged[50] ^= 0xFF
try:
    print(zipfile.ZipFile(io.BytesIO(damaged)).read("a.txt"))
except (zipfile.BadZipFile, zlib.error) as e:
    print("damaged")
print(zipfile.ZipFile(io.BytesIO(damaged)).testzip() is not None)
